"""What arrives in 2013 and after, in this order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Arrival:
    """
    One delivery.

    Attributes
    ----------
    arrived : str
        The day.
    table, period : str
        What it holds; the period is a month, or the year of what comes once.
    file : str
        Its name, which says how it is packed.
    outcome : str
        published, held, failed, duplicate or corrected.
    texts : int
        Files inside a zip.
    records : int, optional
        The first records alone; by default all.
    truncated : bool
        Whether the second half of the file is lost.
    """

    arrived: str
    table: str
    period: str
    file: str
    outcome: str = "published"
    texts: int = 1
    records: int | None = None
    truncated: bool = False


ARRIVALS = (
    Arrival("2013-01-02", "airlines", "2013", "airlines_2013.csv", outcome="failed"),  # one without its code
    Arrival("2013-01-02", "airports", "2013", "airports_2013.csv"),
    Arrival("2013-01-02", "planes", "2013", "planes_2013.zip"),
    Arrival("2013-01-03", "airlines", "2013", "airlines_2013_v2.csv"),
    Arrival("2013-02-03", "weather", "2013-01", "weather_2013-01.csv"),
    Arrival("2013-02-05", "flights", "2013-01", "flights_2013-01.csv"),
    Arrival("2013-03-03", "weather", "2013-02", "weather_2013-02.csv"),
    Arrival("2013-03-05", "flights", "2013-02", "flights_2013-02.csv.gz"),
    Arrival("2013-04-03", "weather", "2013-03", "weather_2013-03.csv"),
    Arrival("2013-04-04", "flights", "2013-03", "flights_2013-03.zip"),
    Arrival("2013-04-08", "flights", "2013-03", "flights_2013-03_copy.csv.gz", outcome="duplicate"),
    Arrival("2013-05-03", "weather", "2013-04", "weather_2013-04.csv"),
    Arrival("2013-05-04", "flights", "2013-04", "flights_2013-04.csv"),
    Arrival("2013-06-03", "weather", "2013-05", "weather_2013-05.csv"),
    Arrival("2013-06-05", "flights", "2013-05", "flights_2013-05.csv.gz", outcome="failed", truncated=True),
    Arrival("2013-06-06", "flights", "2013-05", "flights_2013-05.csv.gz"),
    Arrival("2013-06-12", "flights", "2013-04", "flights_2013-04_v2.csv", outcome="corrected"),
    Arrival("2013-07-03", "weather", "2013-06", "weather_2013-06.csv"),
    Arrival("2013-07-05", "flights", "2013-06", "flights_2013-06.zip"),  # the export changes
    Arrival("2013-08-03", "weather", "2013-07", "weather_2013-07.csv"),
    Arrival("2013-08-05", "flights", "2013-07", "flights_2013-07.csv", outcome="held"),  # some flights twice
    Arrival("2013-08-07", "flights", "2013-07", "flights_2013-07_v2.csv"),
    Arrival("2013-09-03", "weather", "2013-08", "weather_2013-08.csv"),
    Arrival("2013-09-05", "flights", "2013-08", "flights_2013-08.csv.gz"),
    Arrival("2013-10-03", "weather", "2013-09", "weather_2013-09.csv"),
    Arrival("2013-10-05", "flights", "2013-09", "flights_2013-09.zip", texts=2),
    Arrival("2013-11-03", "weather", "2013-10", "weather_2013-10.csv", outcome="held", records=736),  # one airport
    Arrival("2013-11-04", "weather", "2013-10", "weather_2013-10_v2.csv"),
    Arrival("2013-11-05", "flights", "2013-10", "flights_2013-10.csv"),
    Arrival("2013-12-03", "weather", "2013-11", "weather_2013-11.csv"),
    Arrival("2013-12-05", "flights", "2013-11", "flights_2013-11.csv.gz"),
    Arrival("2014-01-03", "weather", "2013-12", "weather_2013-12.csv"),
    Arrival("2014-01-05", "flights", "2013-12", "flights_2013-12.zip"),
)
