"""The project's own steps, and what the recipe makes; which moment each feature knows is tested with Peleus itself."""

from datetime import date, datetime

import peleus
import pytest
from peleus.testing import assert_frame_equal


@pytest.fixture(scope="module")
def recipe(spark, project):
    return peleus.Recipe.load(project / "recipes/features.yaml", spark)


def test_times_are_utc(spark, recipe):
    (add_times,) = [step for step in recipe.steps if step.name == "steps.add_times"]
    columns = "flight_date date, sched_dep_time long, sched_arr_time long, arr_delay long, dest_zone string"
    moments = ["scheduled_departure", "scheduled_arrival", "landed_at"]
    rows = [
        # five hours behind UTC in New York, six in Chicago
        (date(2013, 1, 15), 517, 700, 11, "America/Chicago", *at("01-15 10:17", "01-15 13:00", "01-15 13:11")),
        # in summer, over midnight
        (date(2013, 7, 15), 2145, 30, 0, "America/Los_Angeles", *at("07-16 01:45", "07-16 07:30", "07-16 07:30")),
        (date(2013, 1, 15), 517, 700, None, "America/Chicago", *at("01-15 10:17", "01-15 13:00"), None),
    ]
    expected = spark.createDataFrame(rows, columns + "".join(f", {name} timestamp_ntz" for name in moments))
    assert_frame_equal(expected.drop(*moments).transform(add_times), expected)


def at(*moments):
    return [datetime.fromisoformat(f"2013-{moment}") for moment in moments]


def test_the_weather_is_that_of_the_last_hour_that_was_over(features):
    # at 13:00 in New York, asked at 16:00 UTC: what was measured from 15:00 on; nothing was at 8:00, asked at 11:00 UTC
    first = features.where("flight_date = '2013-09-16'").orderBy("flight").select("sched_dep_time", "temp", "visib")
    assert [tuple(row) for row in first.collect()] == [(800, None, None), (1300, 50.0, 10.0)]


def test_what_is_known_of_a_flight(features):
    (row,) = features.where("flight = 32").collect()  # at 13:00 of the 16th day, of an aircraft that flies twice a day
    assert (row["delayed"], row["hour"], row["plane_age"], row["seats"]) == (False, 13, 14, 149)
    assert (row["aircraft_landed_1d"], row["aircraft_landed_6d"], row["aircraft_late_6d"]) == (2, 12, 4)
    assert (row["late_from_origin"], row["late_to_dest"]) == (1.0, 0.5)  # flight 31, in three hours and in a day
    assert features.where("delayed IS NULL").select("flight").collect() == [(60,)]
