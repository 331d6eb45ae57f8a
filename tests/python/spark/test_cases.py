"""Every declared transformation on its case file: Python's wrapper, the column function, a saved and loaded recipe."""

import inspect
import json
from pathlib import Path

import peleus
import pytest
from peleus import functions, transformations
from peleus.testing import assert_frame_equal
from pyspark.errors import PySparkException
from pyspark.sql import functions as F

FOLDER = Path(__file__).resolve().parents[2] / "resources/cases"
ABOUT_COLUMNS = {"column", "output", "on_invalid"}
CASES = [
    pytest.param(file.stem, case, id=f"{file.stem}: {case['name']}")
    for file in sorted(FOLDER.glob("*.json"))
    for case in json.loads(file.read_text("utf-8"))
]


def test_every_transformation_has_cases():
    assert {file.stem for file in FOLDER.glob("*.json")} == {name for name in transformations.__all__ if name.islower()}


@pytest.mark.parametrize(("name", "case"), CASES)
def test_the_wrapper(spark, name, case):
    step = getattr(transformations, name)(**case["params"])
    check(case, lambda: applied(step, case, spark), spark)


@pytest.mark.parametrize(("name", "case"), [param for param in CASES if "refused" not in param.values[1]])
def test_a_recipe_saved_and_loaded(spark, name, case, tmp_path):
    peleus.Recipe(name, [getattr(transformations, name)(**case["params"])]).save(tmp_path / "r.yaml", spark)
    recipe = peleus.Recipe.load(tmp_path / "r.yaml", spark)
    check(case, lambda: applied(recipe.steps[0] if "fit" in case else recipe, case, spark), spark)


@pytest.mark.parametrize(
    ("name", "case"),
    [param for param in CASES if hasattr(functions, param.values[0]) and "output" in param.values[1]],
)
def test_the_column_function(spark, name, case):
    function = getattr(functions, name)
    taken = inspect.signature(function).parameters
    params = {key: value for key, value in case["params"].items() if key not in ABOUT_COLUMNS and key in taken}
    column = f"`{case['params']['column']}`"
    written = case["params"].get("output", case["params"]["column"])
    actual = spark.sql(case["input"]).select(function(F.col(column), **params).alias(written))
    assert_frame_equal(actual, spark.sql(case["output"]).select(f"`{written}`"))


def applied(step, case, spark):
    df = spark.sql(case["input"])
    if "fit" not in case:
        return df.transform(step)
    return df.transform(step.fit(spark.sql(case["fit"])))


def check(case, run, spark):
    for view, sql in case.get("tables", {}).items():
        spark.sql(sql).createOrReplaceTempView(view)
    if "refused" in case:
        with pytest.raises(peleus.Refused) as refused:
            run()
        assert case["refused"] in str(refused.value)
    elif "fails" in case:
        with pytest.raises(PySparkException) as failed:
            run().collect()
        assert case["fails"] in str(failed.value)
    else:
        assert_frame_equal(run(), spark.sql(case["output"]))
