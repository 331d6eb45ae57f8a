"""A recipe that learns: fitted step by step, checked before and after, written with what it learned."""

from __future__ import annotations

import json

import peleus
import pytest
from peleus import Column, Recipe, _door, transformation
from peleus import transformations as t
from peleus.testing import assert_frame_equal
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

HERE = __name__


@transformation
def scale(df: DataFrame, *, column: Column, by: int) -> DataFrame:
    """
    Multiplies a column.

    Parameters
    ----------
    column : str
        Column to change.
    by : int
        Factor.
    """
    return df.withColumn(column, F.col(column) * by)


def fill(column, strategy="median", **more):
    return t.fill_missing(columns=[column], strategy=strategy, **more)


@pytest.fixture
def training(spark):
    return spark.createDataFrame([(1.0, "a"), (5.0, "b"), (None, "b"), (9.0, None)], "x double, s string")


@pytest.fixture
def fresh(spark):
    return spark.createDataFrame([(None, None)], "x double, s string")


@pytest.fixture
def recipe():
    """Each learner sees what an earlier step has changed."""
    return Recipe(
        "learns",
        [
            t.sql_expression(expression="x + 1", output="x"),
            fill("x", "mean"),
            fill("s", "constant", value="none"),
            scale(column="x", by=10),
            t.sql_expression(expression="nullif(x, 20)", output="y"),
            fill("y"),
            fill("s", "most_frequent"),
            scale(column="y", by=2),
        ],
    )


@pytest.fixture
def crossings(monkeypatch):
    """Count what goes through the door."""
    names = []
    for name in ("recipe", "transform", "learn", "fit"):
        through = getattr(_door, name)
        monkeypatch.setattr(_door, name, lambda *a, n=name, f=through: names.append(n) or f(*a))
    return names


def constants(recipe):
    return [step.fitted and json.loads(step.fitted) for step in recipe.steps]


def test_each_step_learns_from_what_the_steps_before_it_leave(spark, training, fresh, recipe, crossings):
    fitted = recipe.fit(training)
    # x: 2, 6, 10 and their mean 6; times 10; y is null for 20, so it learns from 60, 60, 100
    learned = [None, {"x": 6.0}, None, None, None, {"y": 60.0}, {"s": "b"}, None]
    assert constants(fitted) == learned
    assert crossings == ["learn", "recipe", "learn", "learn"]
    assert constants(recipe) == [None] * 8
    expected = spark.createDataFrame([(60.0, "none", 120.0)], "x double, s string, y double")
    assert_frame_equal(fresh.transform(fitted), expected)


def test_what_was_learned_before_is_learned_anew(training, fresh, spark):
    once = Recipe("r", [fill("x", "mean"), fill("x", "mean")]).fit(training)
    assert constants(once) == [{"x": 5.0}, {"x": 5.0}]
    other = spark.createDataFrame([(7.0,), (None,)], "x double")
    assert constants(once.fit(other)) == [{"x": 7.0}, {"x": 7.0}]


def test_a_recipe_that_learns_nothing_stays_as_it_is(training, crossings):
    recipe = Recipe("r", [fill("s", "constant", value="x"), scale(column="x", by=2)])
    assert recipe.fit(training) == recipe
    assert crossings == []


def test_an_unfitted_recipe_is_checked_and_not_applied(spark, training, recipe):
    after = recipe.check(training.schema, spark)
    assert after.simpleString() == "struct<x:double,s:string,y:double>"
    assert recipe.fit(training).check(training.schema, spark).simpleString() == after.simpleString()
    with pytest.raises(peleus.Refused, match=r"^steps\[1\].fill_missing: learns from data: fit it first$"):
        recipe(training)
    wrong = Recipe("r", [scale(column="x", by=2), fill("s")])
    for run in (lambda: wrong.check(training.schema, spark), lambda: wrong.fit(training)):
        with pytest.raises(
            peleus.Refused, match=r"^steps\[1\].fill_missing.columns: wants numbers for the strategy me"
        ):
            run()


def test_a_step_that_does_not_fit_is_named_with_its_place(spark, training, tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text("steps:\n- clean_whitespace: {column: s}\n- fill_missing: {columns: [z]}\n", "utf-8")
    with pytest.raises(peleus.Refused) as refused:
        Recipe.load(path, spark).fit(training)
    assert str(refused.value).startswith(f"{path}:3:3: steps[1].fill_missing.columns[0]: there is no column 'z'")


def test_a_command_without_training_rows_refuses_it(spark, training, tmp_path):
    path = tmp_path / "r.yaml"
    path.write_text("steps:\n- clean_whitespace: {column: s}\n- fill_missing: {columns: [x]}\n", "utf-8")
    recipe = Recipe.load(path, spark)
    with pytest.raises(peleus.Refused) as refused:
        recipe.require_fitted(spark)
    said = "learns from rows, and only training may choose them: such a step stands in the recipe that model.yaml names"
    assert str(refused.value) == f"{path}:3:3: steps[1].fill_missing: {said}"
    recipe.fit(training).require_fitted(spark)


def test_a_table_in_a_step_before_is_joined_before_anything_is_learned(spark):
    lookup = spark.createDataFrame([(1, 4.0), (2, None)], "id int, size double")
    join = t.join_lookup(table=lookup, key="id", columns={"size": "size"})
    fitted = Recipe("r", [join, fill("size")]).fit(spark.createDataFrame([(1,), (2,)], "id int"))
    assert constants(fitted) == [None, {"size": 4.0}]
    with pytest.raises(peleus.Refused, match="^r: a DataFrame cannot be written to a file"):
        fitted.to_json()


def test_a_fitted_recipe_is_written_and_read_back(training, fresh, recipe):
    fitted = recipe.fit(training)
    text = fitted.to_json()
    written = json.loads(text)
    assert written["recipe"] == "learns"
    assert written["steps"][1] == [
        "fill_missing",
        {"columns": ["x"], "strategy": "mean", "value": None, "flag": False},
        '{"x":6.0}',
    ]
    assert written["steps"][3] == [f"{HERE}.scale", {"column": "x", "by": 10}]
    again = Recipe.from_json(text)
    assert again == fitted
    assert_frame_equal(fresh.transform(again), fresh.transform(fitted))


def test_an_own_step_that_is_not_there_is_named(tmp_path):
    text = '{"recipe": "r", "steps": [["clean_whitespace", {"column": "s"}], ["steps.nowhere", {}]]}'
    with pytest.raises(peleus.Refused) as refused:
        Recipe.from_json(text, tmp_path / "model.json")
    there = f"there is no steps.py in {tmp_path} or {tmp_path.parent}"
    assert str(refused.value) == f"steps[1]: there is no own step 'steps.nowhere'; {there}"


def test_the_projects_own_steps_are_found(root):
    project = root / "tests/resources/project"
    text = '{"recipe": "r", "steps": [["steps.flag_holidays", {"column": "day"}]]}'
    (step,) = Recipe.from_json(text, project / "recipes/r.json").steps
    assert step.declaration.file == str(project / "steps.py")
    assert Recipe("r", [step]).to_json() == text
