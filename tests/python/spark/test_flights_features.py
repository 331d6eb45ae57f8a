"""The features of examples/flights: right in time, and none that knows what comes after the scoring moment."""

from __future__ import annotations

import copy
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
import yaml
from peleus import Recipe
from peleus.testing import assert_frame_equal
from pyspark.sql.types import IntegerType, LongType, NumericType, StringType

FLIGHTS = """
    flight_date date, carrier string, flight long, tailnum string, origin string, dest string, sched_dep_time long,
    dep_time long, dep_delay long, sched_arr_time long, arr_time long, arr_delay long, air_time long,
    distance decimal(6,1), remarks string
"""
WEATHER = "origin string, time_hour string, temp double, humid double, wind_speed double, precip double, visib double"
AIRPORTS = [("ORD", "America/Chicago"), ("LAX", "America/Los_Angeles"), ("HNL", "Pacific/Honolulu"), ("SJC", None)]
PLANES = [("N14228", 1999, 149), ("N24211", 1998, 149)]

# The answer to the question, or a part of it.
KNOWN_LATER = {
    *["dep_time", "dep_delay", "arr_time", "arr_delay", "air_time", "remarks"],
    *["landed_at", "late_landed_at", "delayed"],
}
# Known long before: no event moves them. All other features are of the scoring moment.
KNOWN_BEFORE = {"carrier", "origin", "dest", "hour", "flight_day_of_week", "distance", "seats", "plane_age"}


@pytest.fixture(scope="module")
def example(root):
    return root / "examples/flights"


@pytest.fixture(scope="module")
def recipe(spark, example):
    return Recipe.load(example / "recipes/features.yaml", spark)


@pytest.fixture(scope="module", params=["model.yaml", "minutes.yaml"])
def model(request, example):
    return yaml.safe_load((example / request.param).read_text("utf-8"))


@pytest.fixture(scope="module")
def features(example):
    """All features of both models."""
    models = [yaml.safe_load((example / file).read_text("utf-8")) for file in ("model.yaml", "minutes.yaml")]
    return sorted({name for model in models for names in model["features"].values() for name in names})


def prepared(spark, recipe, flights, weather=()):
    """Apply the recipe, with small tables for those that it names."""
    tables = {
        "airports.checked": spark.createDataFrame(AIRPORTS, "faa string, tzone string"),
        "planes.checked": spark.createDataFrame(PLANES, "tailnum string, year long, seats long"),
        "weather.checked": spark.createDataFrame(list(weather), WEATHER),
    }
    steps = [copy.copy(step) for step in recipe.steps]
    for step in steps:
        step.params = {
            key: tables.get(value, value) if isinstance(value, str) else value for key, value in step.params.items()
        }
    return Recipe(recipe.name, steps)(spark.createDataFrame(flights, FLIGHTS))


def of_a_row_alone(recipe):
    """Take the first steps, before any looks back at other rows."""
    first = next(number for number, step in enumerate(recipe.steps) if "as_of" in step.params)
    return Recipe(recipe.name, recipe.steps[:first])


def flight(number, day, leaves, arrives, delay=None, *, origin="EWR", dest="ORD", tailnum="N14228"):
    """Write one row; clocks are local, such as 517."""
    later = (None, None, None) if delay is None else (leaves, 0, arrives)
    left, left_late, landed = later
    return (
        *(date.fromisoformat(day), "UA", number, tailnum, origin, dest, leaves),
        *(left, left_late, arrives, landed, delay, None if delay is None else 100, Decimal(719), None),
    )


def at(text):
    return None if text is None else datetime.fromisoformat(text)


MOMENTS = {
    "in winter New York is 5 hours behind": (
        ("2013-01-15", 517, 700, 11, "ORD"),
        ("2013-01-15 10:17", "2013-01-15 13:00", "2013-01-15 13:11"),
    ),
    "in summer 4": (
        ("2013-07-15", 517, 700, -11, "ORD"),
        ("2013-07-15 09:17", "2013-07-15 12:00", "2013-07-15 11:49"),
    ),
    "it lands the next day": (
        ("2013-07-15", 2145, 30, 0, "LAX"),
        ("2013-07-16 01:45", "2013-07-16 07:30", "2013-07-16 07:30"),
    ),
    "it is the next day in UTC alone": (
        ("2013-01-15", 1000, 1530, 5, "HNL"),
        ("2013-01-15 15:00", "2013-01-16 01:30", "2013-01-16 01:35"),
    ),
    "it is late into the next day": (
        ("2013-12-31", 2159, 2345, 30, "ORD"),
        ("2014-01-01 02:59", "2014-01-01 05:45", "2014-01-01 06:15"),
    ),
    "the table lacks Puerto Rico, which is an hour ahead in winter": (
        ("2013-01-15", 2359, 445, -5, "SJU"),
        ("2013-01-16 04:59", "2013-01-16 08:45", "2013-01-16 08:40"),
    ),
    "and is not in summer": (
        ("2013-07-15", 2359, 345, 0, "BQN"),
        ("2013-07-16 03:59", "2013-07-16 07:45", "2013-07-16 07:45"),
    ),
    "midnight": (
        ("2013-07-15", 0, 130, 0, "ORD"),
        ("2013-07-15 04:00", "2013-07-15 06:30", "2013-07-15 06:30"),
    ),
    "an hour that is skipped in spring is read as the one after it": (
        ("2013-03-10", 230, 500, 0, "ORD"),
        ("2013-03-10 07:30", "2013-03-10 10:00", "2013-03-10 10:00"),
    ),
    "of an hour that comes twice in autumn the first counts": (
        ("2013-11-03", 130, 500, 0, "ORD"),
        ("2013-11-03 05:30", "2013-11-03 11:00", "2013-11-03 11:00"),
    ),
    "a night in which the clocks change": (
        ("2013-03-09", 2359, 300, 0, "ORD"),
        ("2013-03-10 04:59", "2013-03-10 08:00", "2013-03-10 08:00"),
    ),
    "an airport without a zone": (("2013-01-15", 517, 700, 11, "SJC"), ("2013-01-15 10:17", None, None)),
    "an airport that nobody knows": (("2013-01-15", 517, 700, 11, "XYZ"), ("2013-01-15 10:17", None, None)),
    "it did not arrive": (
        ("2013-01-15", 517, 700, None, "ORD"),
        ("2013-01-15 10:17", "2013-01-15 13:00", None),
    ),
}


def test_moments_are_utc(spark, recipe):
    rows = [flight(n, *row, dest=dest) for n, ((*row, dest), _) in enumerate(MOMENTS.values())]
    expected = [
        (n, at(left), at(left) - timedelta(hours=1), at(arrives), at(landed))
        for n, (_, (left, arrives, landed)) in enumerate(MOMENTS.values())
    ]
    columns = ["scheduled_departure", "scoring_moment", "scheduled_arrival", "landed_at"]
    schema = "flight long, " + ", ".join(f"{column} timestamp_ntz" for column in columns)
    actual = prepared(spark, of_a_row_alone(recipe), rows).select("flight", *columns)
    assert_frame_equal(actual, spark.createDataFrame(expected, schema))


def test_late_is_more_than_15_minutes(spark, recipe):
    rows = [flight(n, "2013-01-15", 517, 700, delay) for n, delay in enumerate([-5, 15, 16, None])]
    expected = [
        (0, False, -5, None),
        (1, False, 15, None),
        (2, True, 16, at("2013-01-15 13:16")),
        (3, None, None, None),
    ]
    actual = prepared(spark, of_a_row_alone(recipe), rows).select("flight", "delayed", "arr_delay", "late_landed_at")
    schema = "flight long, delayed boolean, arr_delay long, late_landed_at timestamp_ntz"
    assert_frame_equal(actual, spark.createDataFrame(expected, schema))


# Two flights that are asked about, at 18:00 UTC and at 18:30. To each airport one flight landed in time. The last has
# no aircraft, and nobody flew there before.
ASKED = {1: "2013-07-10 18:00", 2: "2013-07-10 18:30"}
BEFORE = [
    flight(1, "2013-07-10", 1500, 1630),
    flight(2, "2013-07-10", 1530, 1800, origin="JFK", dest="LAX", tailnum="N24211"),
    flight(3, "2013-07-10", 1000, 1130, -10, tailnum="N39463"),
    flight(4, "2013-07-10", 930, 1000, 0, origin="JFK", dest="LAX", tailnum="N39463"),
    flight(5, "2013-07-10", 1500, 1630, origin="LGA", dest="HNL", tailnum=None),
]
OVER = [("EWR", "2013-07-10T16:00:00Z", *[1.0] * 5), ("JFK", "2013-07-10T16:00:00Z", *[2.0] * 5)]


def landing(of, number, minutes):
    """Write a flight of the same aircraft on the same way that lands late, so many minutes from the moment on."""
    origin, dest, tailnum = ("EWR", "ORD", "N14228") if of == 1 else ("JFK", "LAX", "N24211")
    planned = "2013-07-10 14:00"  # 9:00 in Chicago, 7:00 in Los Angeles
    delay = (at(ASKED[of]) - at(planned)).seconds // 60 + minutes
    return flight(number, "2013-07-10", 600, 900 if of == 1 else 700, delay, origin=origin, dest=dest, tailnum=tailnum)


@pytest.fixture(scope="module")
def before(spark, recipe):
    """What the recipe makes of them, computed once."""
    rows = prepared(spark, recipe, BEFORE, OVER)
    return spark.createDataFrame(rows.collect(), rows.schema)


def asked(rows, features):
    """Give the features of the flights that are asked about."""
    return rows.where(rows.flight.isin(*ASKED)).select("flight", *features)


def by_flight(rows):
    return {row["flight"]: row.asDict() for row in rows.collect()}


def test_what_comes_at_the_moment_or_later_moves_no_feature(spark, recipe, features, before):
    landings = [landing(of, 100 * of + minutes, minutes) for of in ASKED for minutes in (0, 1, 25, 300)]
    hours = [(origin, f"2013-07-10T{h}:00:00Z", *[30.0] * 5) for origin in ("EWR", "JFK") for h in (18, 19, 20)]
    after = prepared(spark, recipe, BEFORE + landings, OVER + hours)
    assert_frame_equal(asked(after, features), asked(before, features))


def test_what_comes_just_before_the_moment_moves_every_feature_of_the_moment(spark, recipe, features, before):
    landings = [landing(of, 100 * of, -1) for of in ASKED]
    hours = [(origin, "2013-07-10T17:00:00Z", *[30.0] * 5) for origin in ("EWR", "JFK")]
    after = by_flight(prepared(spark, recipe, BEFORE + landings, OVER + hours))
    before = by_flight(before)
    for of in ASKED:
        moved = {name for name in features if after[of][name] != before[of][name]}
        assert moved == set(features) - KNOWN_BEFORE
        counts = [f"aircraft_{what}_{window}" for what in ("landed", "late") for window in ("1d", "6d")]
        assert [(before[of][name], after[of][name]) for name in counts] == [(0, 1)] * 4
        shares = ["late_from_origin", "late_to_dest"]
        assert [(before[of][name], after[of][name]) for name in shares] == [(0.0, 0.5)] * 2
        assert (before[of]["temp"], after[of]["temp"]) == (None, 30.0)


def test_how_a_flight_ends_moves_no_feature_of_its_own(spark, recipe, features, before):
    ends = [(*row[:7], 1700, 120, row[9], 2000, 125, 90, row[13], "weather") for row in BEFORE[:2]]
    after = prepared(spark, recipe, ends + BEFORE[2:], OVER)
    assert_frame_equal(asked(after, features), asked(before, features))


def test_the_time_zone_of_the_session_moves_nothing(spark, recipe, before):
    spark.conf.set("spark.sql.session.timeZone", "Pacific/Apia")
    try:
        assert_frame_equal(prepared(spark, recipe, BEFORE, OVER), before)
    finally:
        spark.conf.set("spark.sql.session.timeZone", "UTC")


def test_without_landings_there_is_no_share_and_without_an_aircraft_no_count(before):
    row = by_flight(before)[5]
    nothing = ["late_from_origin", "late_to_dest", "aircraft_landed_1d", "aircraft_late_6d", "plane_age", "temp"]
    assert [row[name] for name in nothing] == [None] * 6


def test_what_is_known_before_comes_from_schedule_and_aircraft(before, features):
    row = by_flight(before)[1]
    assert {name: row[name] for name in features if name in KNOWN_BEFORE} == {
        **{"carrier": "UA", "origin": "EWR", "dest": "ORD", "hour": 15, "flight_day_of_week": 3},
        **{"distance": Decimal("719.0"), "seats": 149, "plane_age": 14},
    }


def test_a_model_finds_its_columns(before, model):
    types = {field.name: field.dataType for field in before.schema}
    numeric, categorical = model["features"]["numeric"], model["features"]["categorical"]
    named = [*numeric, *categorical, model["label"]["column"], model["scoring_moment"], model["split"]["column"]]
    assert [name for name in named if name not in types] == []
    assert [name for name in numeric if not isinstance(types[name], NumericType)] == []
    assert [name for name in categorical if not isinstance(types[name], (StringType, IntegerType, LongType))] == []
    label = "boolean" if model["label"] == {"column": "delayed", "positive": True} else "bigint"
    assert types[model["label"]["column"]].simpleString() == label
    assert types[model["scoring_moment"]].simpleString() == "timestamp_ntz"
    assert types[model["split"]["column"]].simpleString() == "date"


def test_no_feature_is_known_later(features):
    assert KNOWN_LATER.isdisjoint(features)
    assert set(features) >= KNOWN_BEFORE


def test_both_models_learn_from_the_same_features(model, features):
    assert sorted(name for names in model["features"].values() for name in names) == features


def test_every_step_that_looks_back_does_so_from_the_scoring_moment(recipe, model):
    looking = [step for step in recipe.steps if "as_of" in step.params]
    assert {step.name for step in looking} == {"count_events", "age", "steps.share_late", "steps.add_weather"}
    assert {step.params["as_of"] for step in looking} == {model["scoring_moment"]}
