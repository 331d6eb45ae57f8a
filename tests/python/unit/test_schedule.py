"""When a pipeline runs by itself: the moments of a schedule in UTC."""

from datetime import UTC, date, datetime

import pytest
from peleus.pipeline.schedule import Schedule
from peleus.project import Project

LAST = date(2099, 12, 31)


def schedule(every, at, first, last=LAST, timezone="Europe/Paris"):
    return Schedule(every, at, timezone, first, last)


def moment(text):
    return datetime.strptime(text, "%Y-%m-%dT%H:%MZ").replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("first", "start"),
    [
        (date(2026, 1, 5), "2026-01-05T05:00Z"),
        (date(2026, 3, 28), "2026-03-28T05:00Z"),
        (date(2026, 3, 29), "2026-03-29T04:00Z"),  # clocks went forward at 2
        (date(2026, 10, 24), "2026-10-24T04:00Z"),
        (date(2026, 10, 25), "2026-10-25T05:00Z"),  # and back at 3
    ],
)
def test_an_hour_is_one_of_the_time_zone(first, start):
    assert schedule("day", "06:00", first).start == moment(start)


@pytest.mark.parametrize(
    ("first", "start"),
    [
        (date(2026, 1, 5), "2026-01-05T08:00Z"),
        (date(2026, 1, 6), "2026-02-05T08:00Z"),
        (date(2026, 12, 31), "2027-01-05T08:00Z"),
        (date(2026, 3, 6), "2026-04-05T07:00Z"),  # in summer
    ],
)
def test_a_month_begins_with_the_first_such_day(first, start):
    assert schedule("month", "day 5 09:00", first).start == moment(start)


@pytest.mark.parametrize("day", range(1, 29))
def test_every_month_has_each_day_that_is_allowed(day):
    for month in range(1, 13):
        start = schedule("month", f"day {day} 00:00", date(2026, month, 28), timezone="UTC").start
        expected = date(2026, month, day) if day == 28 else date(2026 + month // 12, month % 12 + 1, day)
        assert start.date() == expected


@pytest.mark.parametrize(
    ("last", "timezone", "end"),
    [
        (date(2026, 3, 28), "Europe/Paris", "2026-03-28T23:00Z"),
        (date(2026, 3, 29), "Europe/Paris", "2026-03-29T22:00Z"),
        (date(2026, 12, 31), "Pacific/Apia", "2026-12-31T11:00Z"),
        (date(2026, 12, 31), "America/New_York", "2027-01-01T05:00Z"),
    ],
)
def test_the_last_day_is_run_to_its_end(last, timezone, end):
    assert schedule("day", "23:59", date(2026, 1, 1), last, timezone).end == moment(end)


@pytest.mark.parametrize(
    ("at", "first", "skipped"),
    [
        ("02:30", date(2026, 3, 29), True),
        ("03:00", date(2026, 3, 29), False),
        ("02:30", date(2026, 3, 30), False),
        ("02:30", date(2026, 10, 25), False),  # twice, and the earlier one counts
    ],
)
def test_an_hour_that_clocks_skip(at, first, skipped):
    assert schedule("day", at, first).starts_when_clocks_skip == skipped


def test_what_a_project_says(root):
    project = Project.load(root / "examples/flights")
    declared = Schedule("month", "day 5 09:00", "Europe/Paris", date(2014, 1, 5), date(2034, 12, 31))
    assert project.pipeline.schedule == declared
    assert project.mail == ("ops@example.com",)


def test_without_an_end_it_goes_on(root, tmp_path):
    (tmp_path / "pipeline.yaml").write_text(
        "pipeline: a\nschedule: {every: day, at: 06:00, timezone: UTC, first: 2026-01-05}\n"
        "steps: [{receive: {from: inbox}}]\n"
    )
    (tmp_path / "peleus.yaml").write_text("project: a\n")
    project = Project.load(tmp_path)
    assert project.pipeline.schedule == schedule("day", "06:00", date(2026, 1, 5), timezone="UTC")
    assert project.mail == ()
