"""Which moment each column was computed from: told by the plan, and by a table that was written."""

from __future__ import annotations

import datetime

import pytest
from peleus import Column, Name, Recipe, _door, transformation
from peleus import transformations as t
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

SEEN, LATER = ["seen"], ["later"]


@transformation
def double(df: DataFrame, *, column: Column, output: Name) -> DataFrame:
    """
    Doubles a number.

    Parameters
    ----------
    column : str
        Column to read.
    output : str
        New column.
    """
    return df.withColumn(output, F.col(column) * 2)


@pytest.fixture
def people(spark):
    date = datetime.date
    rows = [
        (1, "a", date(1980, 2, 29), date(2024, 1, 1), date(2024, 2, 1)),
        (2, "a", date(1990, 1, 1), date(2024, 1, 5), date(2024, 3, 1)),
    ]
    return spark.createDataFrame(rows, "id int, k string, birth date, seen date, later date")


def age(as_of, output):
    return t.age(column="birth", as_of=as_of, output=output)


def counts(as_of, output):
    return t.count_events(key="k", event_time="seen", windows=["7d"], as_of=as_of, output=output)


def test_a_new_column_carries_its_moment_in_either_kind_of_session(people):
    marked = people.transform(Recipe("r", [age("seen", "age"), counts("later", "n"), age("2024-12-31", "old")]))
    told = {field.name: field.metadata.get("peleus.as_of") for field in marked.schema}
    expected = {"age": SEEN, "n_7d": LATER, "old": ["2024-12-31"]}
    assert told == {**dict.fromkeys(people.columns), **expected}


@pytest.mark.classic
def test_own_steps_in_between_are_followed(people):
    recipe = Recipe(
        "r",
        [
            age("seen", "age"),
            double(column="age", output="twice"),
            counts("later", "n"),
            double(column="n_7d", output="busy"),
            t.sql_expression(expression="twice + busy", output="both"),
            double(column="id", output="plain"),
        ],
    )
    expected = {"age": SEEN, "twice": SEEN, "n_7d": LATER, "busy": LATER, "both": ["later", "seen"]}
    assert _door.as_of(recipe(people)) == expected
    assert _door.as_of(people) == {}


@pytest.mark.classic
def test_code_that_spark_does_not_see_gives_each_column_every_mark(people):
    marked = people.transform(age("seen", "age")).transform(age("later", "older")).select("id", "age", "older")
    every = {name: ["later", "seen"] for name in marked.columns}
    assert _door.as_of(marked.mapInPandas(lambda frames: frames, marked.schema.simpleString()[7:-1])) == every
    assert _door.as_of(marked.groupBy("id").applyInPandas(lambda rows: rows, "id int, age int, older int")) == every
    plus = F.udf(lambda number: number + 1, "int")
    one = marked.withColumn("next", plus("age"))
    assert _door.as_of(one) == {"age": SEEN, "older": LATER, "next": SEEN}


@pytest.mark.classic
def test_the_table_that_prepare_writes_tells_what_its_plan_knew(spark, people, tmp_path):
    steps = [age("seen", "age"), double(column="age", output="twice"), t.rename_columns(names={"age": "years"})]
    _door.write_table(people.transform(Recipe("r", steps)), str(tmp_path / "features"))
    features = _door.open_table(spark, str(tmp_path / "features"))
    assert _door.as_of(features) == {"years": SEEN, "twice": SEEN}
    joined = people.transform(age("later", "older")).join(features.select("id", "twice"), "id", "left")
    assert _door.as_of(joined) == {"older": LATER, "twice": SEEN}
