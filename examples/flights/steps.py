"""
The project's own steps.

All moments are UTC, in columns without a time zone (TIMESTAMP_NTZ): no session's time zone can move them.
"""

from __future__ import annotations

import peleus
from peleus import transformations as t
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

NEW_YORK = "America/New_York"


@peleus.transformation
def add_times(df: DataFrame, *, zone: peleus.Column) -> DataFrame:
    """
    Adds when a flight should leave and arrive, and when it landed, in UTC.

    The clocks of a flight are local: New York's where it leaves, the destination's where it lands. It arrives when
    the destination's clock shows the planned time for the first time after it left, which may be the next day. New
    columns: `scheduled_departure`, `scheduled_arrival`, `landed_at`; the last two are null where the zone is.

    Parameters
    ----------
    zone : Column
        Time zone of the destination, such as America/Chicago.
    """
    there = F.col(zone)
    departure = _to_utc(_at(F.col("flight_date"), F.col("sched_dep_time")), F.lit(NEW_YORK))
    day = F.convert_timezone(F.lit("UTC"), there, departure).cast("date")
    today, tomorrow = (_to_utc(_at(each, F.col("sched_arr_time")), there) for each in (day, F.date_add(day, 1)))
    arrival = F.when(today > departure, today).otherwise(tomorrow)
    landed = arrival + F.make_dt_interval(mins=F.col("arr_delay").cast("int"))
    return df.withColumns({"scheduled_departure": departure, "scheduled_arrival": arrival, "landed_at": landed})


@peleus.transformation
def add_weather(df: DataFrame, *, weather: peleus.Table, as_of: peleus.Column) -> DataFrame:
    """
    Adds the weather at the origin in the last hour that was over by a moment.

    A row of the weather is about a whole hour, so the hour that a moment lies in may tell what came after it. At
    7:00 and at 7:59 the last one that was over began at 6:00. Null where that hour was not measured.

    Parameters
    ----------
    weather : Table
        A row for each airport and hour: `origin`, `time_hour`, what was measured.
    as_of : Column
        The moment, in UTC.
    """
    moment = F.col(as_of)
    since = F.make_dt_interval(hours=F.lit(1), mins=F.minute(moment), secs=F.extract(F.lit("SECOND"), moment))
    asked = df.withColumn("weather_key", _place_and_hour(moment - since))
    measured = ["temp", "humid", "wind_speed", "precip", "visib"]
    known = weather.select(_place_and_hour(F.col("time_hour")).alias("weather_key"), *measured)
    lookup = t.join_lookup(table=known, key="weather_key", columns={name: name for name in measured})
    return asked.transform(lookup).drop("weather_key")


@peleus.transformation
def share_late(
    df: DataFrame, *, key: peleus.Column, window: str, as_of: peleus.Column, output: peleus.Name
) -> DataFrame:
    """
    Adds the share of late flights among those with the same key that landed just before a moment.

    Reads `landed_at` and `late_landed_at`. Null where none landed.

    Parameters
    ----------
    key : Column
        Whose flights are counted together.
    window : str
        How long before the moment they landed, such as 3h.
    as_of : Column
        The moment, in UTC; what lands at it or after it does not count.
    output : Name
        New column, from 0 to 1.
    """
    landed, late = (
        t.count_events(key=key, event_time=event, windows=[window], as_of=as_of, output=f"_{event}")
        for event in ("landed_at", "late_landed_at")
    )
    counts = [f"_landed_at_{window}", f"_late_landed_at_{window}"]
    share = F.try_divide(F.col(counts[1]), F.col(counts[0]))
    return df.transform(landed).transform(late).withColumn(output, share).drop(*counts)


def _at(day: Column, clock: Column) -> Column:
    """The moment when a clock shows such as 517 for 5:17, without its zone."""
    hours, minutes = F.floor(clock / 100).cast("int"), (clock % 100).cast("int")
    return day.cast("timestamp_ntz") + F.make_dt_interval(hours=hours, mins=minutes)


def _to_utc(local: Column, zone: Column) -> Column:
    return F.convert_timezone(zone, F.lit("UTC"), local)


def _place_and_hour(hour: Column) -> Column:
    return F.concat_ws(" ", F.col("origin"), hour.cast("timestamp_ntz").cast("string"))
