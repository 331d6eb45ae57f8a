"""What learns from data: fitted on one frame, applied to another, alone and in a recipe."""

import json

import peleus
import pytest
from peleus import transformations as t
from peleus.testing import assert_frame_equal


@pytest.fixture
def training(spark):
    return spark.createDataFrame([(10.0, "a"), (20.0, "b"), (None, "b")], "x double, s string")


@pytest.fixture
def fresh(spark):
    return spark.createDataFrame([(None, None), (1.0, "c")], "x double, s string")


def test_the_constants_come_from_the_rows_it_was_fitted_on(spark, training, fresh):
    step = t.fill_missing(columns=["x"], strategy="mean").fit(training)
    assert json.loads(step.fitted) == {"x": 15.0}
    assert_frame_equal(fresh.transform(step).select("x"), spark.createDataFrame([(15.0,), (1.0,)], "x double"))


def test_a_recipe_runs_fitted_steps(spark, training, fresh):
    fill = t.fill_missing(columns=["s"], strategy="most_frequent").fit(training)
    recipe = peleus.Recipe("r", [t.rename_columns(names={"x": "y"}), fill])
    expected = spark.createDataFrame([(None, "b"), (1.0, "c")], "y double, s string")
    assert_frame_equal(fresh.transform(recipe), expected)


def test_without_fit_it_is_refused(fresh):
    with pytest.raises(peleus.Refused, match="fill_missing: learns from data: fit it first"):
        fresh.transform(t.fill_missing(columns=["x"]))


def test_what_learns_nothing_cannot_be_fitted(fresh):
    with pytest.raises(peleus.Refused, match="clean_whitespace: has nothing to learn from data"):
        t.clean_whitespace("s").fit(fresh)
