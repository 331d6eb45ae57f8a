"""Dates in four layouts, French month names among them; and two layouts that no kernel names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import duckdb
import polars as pl
from engines import in_duck, in_polars, in_spark
from harness import Work
from peleus import transformations as t
from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from sessions import generated

FRENCH = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."]
ENGLISH = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
FORMATS = ["dd/MM/yyyy", "yyyy-MM-dd", "yyyyMMdd", "d MMM yyyy"]
UNUSUAL = ["yyyy.MM.dd", "'le' dd_MM_yyyy"]
MIXED, ODD = "mixed", "unusual"
DAYS = "sum(CAST(unix_date(x) AS BIGINT))"
DUCK_DAYS = "sum(x - DATE '1970-01-01')::bigint"
POLARS_DAYS = pl.col("x").cast(pl.Int64).sum()

# 35 % dd/MM/yyyy, 30 % ISO, 15 % yyyyMMdd, 15 % French names, 5 % impossible, blank, null or no date at all
GENERATE = f"""
COPY (
  WITH draws AS (SELECT i, hash(i) % 1000 / 1000.0 AS k, DATE '1950-01-01' + (hash(i, 7) % 27000)::int AS d
                 FROM range({{rows}}) t(i))
  SELECT CASE
      WHEN k < 0.35 THEN strftime(d, '%d/%m/%Y')
      WHEN k < 0.65 THEN strftime(d, '%Y-%m-%d')
      WHEN k < 0.80 THEN strftime(d, '%Y%m%d')
      WHEN k < 0.95 THEN day(d) || ' ' || ({FRENCH})[month(d)] || ' ' || year(d)
      WHEN k < 0.97 THEN '31/02/2021' WHEN k < 0.98 THEN '' WHEN k < 0.99 THEN NULL ELSE 'inconnu' END AS {MIXED},
    CASE
      WHEN k < 0.50 THEN strftime(d, '%Y.%m.%d')
      WHEN k < 0.95 THEN strftime(d, 'le %d_%m_%Y')
      WHEN k < 0.98 THEN '2021.02.31' WHEN k < 0.99 THEN NULL ELSE 'inconnu' END AS {ODD}
  FROM draws ORDER BY i
) TO '{{path}}' (FORMAT parquet, ROW_GROUP_SIZE 500000, DICTIONARY_SIZE_LIMIT 1)"""


def works(rows: int, spark: SparkSession, duck: duckdb.DuckDBPyConnection) -> Iterator[Work]:
    """Four layouts as a transformation and as a SQL function; two unusual ones."""
    path = generated("dates", rows, GENERATE, duck)
    frame = spark.read.parquet(str(path))
    frame.createOrReplaceTempView("dates")
    yield Work(
        "parse_date",
        rows,
        in_spark(frame.transform(t.parse_date(MIXED, formats=FORMATS, output="x")), DAYS),
        {
            "spark_try_to_date": in_spark(frame.select(F.expr(try_to_date(MIXED, FORMATS)).alias("x")), DAYS),
            "spark_rearranged": in_spark(frame.select(F.expr(rearranged(MIXED)).alias("x")), DAYS),
            "python_udf": in_spark(frame.select(F.udf(by_hand, "date")(MIXED).alias("x")), DAYS),
            "duckdb": in_duck(duck, path, duck_mixed(), DUCK_DAYS),
            "polars": in_polars(path, polars_mixed(), POLARS_DAYS),
        },
        slow=frozenset({"python_udf", "spark_try_to_date"}),
    )
    yield Work(
        "parse_date in SQL",
        rows,
        in_spark(spark.sql(f"SELECT peleus.parse_date({MIXED}, array({quoted(FORMATS)})) AS x FROM dates"), DAYS),
        {"duckdb": in_duck(duck, path, duck_mixed(), DUCK_DAYS)},
    )
    yield Work(
        "parse_date, two layouts that no kernel names",
        rows,
        in_spark(frame.transform(t.parse_date(ODD, formats=UNUSUAL, output="x")), DAYS),
        {
            "spark_try_to_date": in_spark(frame.select(F.expr(try_to_date(ODD, UNUSUAL)).alias("x")), DAYS),
            "duckdb": in_duck(duck, path, f"try_strptime({ODD}, ['%Y.%m.%d', 'le %d_%m_%Y'])::date", DUCK_DAYS),
            "polars": in_polars(path, polars_odd(), POLARS_DAYS),
        },
        slow=frozenset({"spark_try_to_date"}),
    )


def quoted(words: list[str]) -> str:
    """Write SQL literals."""
    return ", ".join("'" + word.replace("'", "''") + "'" for word in words)


def english(column: str) -> str:
    """Replace French month names: neither Spark nor DuckDB takes a language."""
    for french, name in zip(FRENCH, ENGLISH, strict=True):
        column = f"replace({column}, '{french}', '{name}')"
    return column


def try_to_date(column: str, formats: list[str]) -> str:
    """Write what everybody writes."""
    cells = [english(column) if "MMM" in layout else column for layout in formats]
    tries = [f'try_to_date({cell}, "{layout}")' for cell, layout in zip(cells, formats, strict=True)]
    return f"coalesce({', '.join(tries)})"


def rearranged(column: str) -> str:
    """Spark's built-ins at their best: no formatter, no regular expression, cut by position and cast."""
    months = ", ".join(f"'{name}', {number}" for number, name in enumerate(FRENCH, 1))
    compact = f"concat(substr({column}, 1, 4), '-', substr({column}, 5, 2), '-', substr({column}, 7, 2))"
    slashed = f"concat(substr({column}, 7, 4), '-', substr({column}, 4, 2), '-', substr({column}, 1, 2))"
    named = (
        f"concat(substring_index({column}, ' ', -1), '-', map({months})[split_part({column}, ' ', 2)], '-', "
        f"substring_index({column}, ' ', 1))"
    )
    return f"""CASE
        WHEN length({column}) = 10 AND substr({column}, 3, 1) = '/' THEN try_cast({slashed} AS DATE)
        WHEN length({column}) = 10 AND substr({column}, 5, 1) = '-' THEN try_cast({column} AS DATE)
        WHEN length({column}) = 8 AND instr({column}, ' ') = 0 THEN try_cast({compact} AS DATE)
        ELSE try_cast({named} AS DATE) END"""


def duck_mixed(column: str = MIXED) -> str:
    """DuckDB at its best: the list form, which tries without throwing; names only where a name can be."""
    numeric = f"try_strptime({column}, ['%d/%m/%Y', '%Y-%m-%d', '%Y%m%d'])"
    named = f"try_strptime({english(column)}, '%d %b %Y')"
    return f"coalesce({numeric}, {named})::date"


def polars_mixed(column: str = MIXED) -> pl.Expr:
    """Polars' own parser, not strict."""
    cell = pl.col(column)
    numeric = [cell.str.to_date(layout, strict=False) for layout in ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d")]
    return pl.coalesce(*numeric, cell.str.replace_many(FRENCH, ENGLISH).str.to_date("%d %b %Y", strict=False))


def polars_odd() -> pl.Expr:
    """The two unusual layouts."""
    cell = pl.col(ODD)
    return pl.coalesce(cell.str.to_date("%Y.%m.%d", strict=False), cell.str.to_date("le %d_%m_%Y", strict=False))


def by_hand(cell: str | None) -> datetime.date | None:
    """Read one cell in Python, as it is rewritten for production today."""
    if not cell:
        return None
    for layout in ("%d/%m/%Y", "%Y-%m-%d", "%Y%m%d"):
        try:
            return datetime.datetime.strptime(cell, layout).date()
        except ValueError:
            continue
    try:
        day, month, year = cell.split(" ")
        return datetime.date(int(year), FRENCH.index(month) + 1, int(day))
    except ValueError:
        return None
