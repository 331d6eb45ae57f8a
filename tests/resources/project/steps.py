"""The project's own steps."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from bank_holidays import FIXED
from peleus import Column, Name, Table, transformation
from pyspark.sql import DataFrame
from pyspark.sql import functions as F


@dataclass(frozen=True)
class Season:
    """
    A part of the year with its own price.

    Parameters
    ----------
    first : datetime.date
        First day.
    last : datetime.date
        Last day.
    factor : Decimal
        What a price is multiplied by.
    """

    first: datetime.date
    last: datetime.date
    factor: Decimal = Decimal("1.10")

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a season cannot end on {self.last}, before it begins")


@transformation(since="0.1", example={"column": "day", "country": "US"})
def flag_holidays(
    df: DataFrame,
    *,
    column: Column,
    country: Literal["FR", "US"] = "FR",
    more: Sequence[datetime.date] = (),
    output: Name = "holiday",
) -> DataFrame:
    """
    Says whether a day is a bank holiday.

    Parameters
    ----------
    column : Column
        Column to read.
    country : {"FR", "US"}
        Whose holidays.

        - ``FR``: France
        - ``US``: United States of America
    more : sequence of date
        Further days,
        each of one year.
    output : Name
        New column.
    """
    day = F.col(column)
    fixed = F.date_format(day, "MM-dd").isin(*FIXED[country])
    return df.withColumn(output, fixed | day.isin(*more) if more else fixed)


@transformation
def set_price(df: DataFrame, *, prices: Table, key: Column, day: Column, seasons: Sequence[Season] = ()) -> DataFrame:
    """
    Adds the price of the day.

    Parameters
    ----------
    prices : Table
        A row for each key, with the column `price`.
    key : Column
        Column that both have.
    day : Column
        Column with the day.
    seasons : sequence of Season
        Days on which the price differs; the first that fits counts.
    """
    factor = F.lit(Decimal(1))
    for season in reversed(seasons):
        factor = F.when(F.col(day).between(season.first, season.last), F.lit(season.factor)).otherwise(factor)
    priced = df.join(prices.select(key, "price"), key, "left")
    return priced.withColumn("price", (F.col("price") * factor).cast("decimal(9,2)"))
