"""The comparer from Python: the conformance cases that Scala runs too, and what only Python can get wrong."""

import json
from pathlib import Path

import pytest
from peleus.testing import assert_frame_equal

CASES = json.loads((Path(__file__).resolve().parents[2] / "resources/comparison/cases.json").read_text("utf-8"))


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_case(spark, case):
    actual, expected = spark.sql(case["actual"]), spark.sql(case["expected"])
    tolerance = {"atol": case.get("atol", 0.0), "rtol": case.get("rtol", 0.0)}
    if case["equal"]:
        assert_frame_equal(actual, expected, **tolerance)
    else:
        with pytest.raises(AssertionError, match="^frames differ: ") as differ:
            assert_frame_equal(actual, expected, **tolerance)
        for part in case.get("says", []):
            assert part in str(differ.value)


def test_the_report_shows_the_cell_that_changed(spark):
    actual = spark.createDataFrame([(1, "Ann", 3.10), (2, "Bob", 5.0)], "id int, name string, price double")
    expected = spark.createDataFrame([(1, "Ann", 3.12), (2, "Bob", 5.0)], "id int, name string, price double")
    with pytest.raises(AssertionError) as differ:
        assert_frame_equal(actual, expected)
    assert str(differ.value).startswith("frames differ: 1 of 2 rows (1 changed)")
    assert "price: 3.1 -> 3.12" in str(differ.value)


@pytest.mark.parametrize("tolerance", [-1.0, float("nan"), float("inf")])
def test_a_tolerance_that_is_none_is_refused(spark, tolerance):
    df = spark.range(1)
    with pytest.raises(ValueError, match="atol is .*; a tolerance is a number from 0 up"):
        assert_frame_equal(df, df, atol=tolerance)


@pytest.mark.parametrize("value", [None, [(1,)], "id"])
def test_what_is_no_frame_is_refused_by_type(spark, value):
    with pytest.raises(TypeError, match="actual is .*; it must be a Spark DataFrame"):
        assert_frame_equal(value, spark.range(1))
