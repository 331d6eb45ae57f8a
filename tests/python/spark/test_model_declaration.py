"""Declarations of models in Python: read by the one reader, in either kind of session."""

import json

import pytest
from peleus import Refused
from peleus.learning._declaration import ModelDeclaration

DELAYED = """
model: delayed
label: {column: delayed, positive: true}
scoring_moment: moment
features: {numeric: [plane_age, distance], categorical: [carrier, origin]}
split: {strategy: time, column: flight_date, train: "< 2013-10-01", test: ">= 2013-10-01"}
candidates: {logistic_regression: {reg_param: [0.1, 0.001]}, gbt: {max_depth: 4}, random_forest: {}}
threshold: {cost: {fp: 1, fn: 8}}
"""

MINUTES = """
model: minutes
problem: regression
label: {column: arr_delay}
recipe: recipes/features.yaml
features: {numeric: distance}
split: {strategy: hash, key: tailnum, shares: {train: 0.7, validation: 0.15, test: 0.15}}
candidates: {linear_regression: {}}
search: {rule: best}
"""


@pytest.fixture
def write(tmp_path):
    def written(text, encoding="utf-8"):
        file = tmp_path / "model.yaml"
        file.write_text(text, encoding)
        return file

    return written


def test_gives_the_long_form(spark, write):
    model = ModelDeclaration.load(write(DELAYED), spark)
    assert (model.name, model.problem, model.label, model.positive) == ("delayed", "binary", "delayed", "true")
    assert (model.scoring_moment, model.recipe) == ("moment", None)
    assert model.features == ["plane_age", "distance", "carrier", "origin"]
    assert model.categorical == ["carrier", "origin"]
    assert model.split == {
        "strategy": "time",
        "column": "flight_date",
        "train": {"from": None, "before": "2013-10-01"},
        "validation": None,
        "test": {"from": "2013-10-01", "before": None},
        "shares": None,
        "key": ["flight_date"],
        "salt": "",
        "folds": 3,
    }
    assert list(model.candidates) == ["logistic_regression", "gbt", "random_forest"]
    assert model.candidates["logistic_regression"] == {"reg_param": [0.1, 0.001]}
    assert model.candidates["gbt"] == {"max_depth": [4], "max_iter": [20]}
    assert model.search == {"method": "grid", "metric": "area_under_pr", "rule": "best"}
    assert (model.cost, model.mistakes, model.seed) == ({"fp": 1.0, "fn": 8.0}, 20, 0)


def test_a_regression(spark, write):
    model = ModelDeclaration.load(write(MINUTES), spark)
    assert (model.problem, model.label, model.positive, model.cost) == ("regression", "arr_delay", None, None)
    assert (model.recipe, model.numeric, model.categorical) == ("recipes/features.yaml", ["distance"], [])
    assert model.split["shares"] == {"train": 0.7, "validation": 0.15, "test": 0.15}
    assert (model.split["folds"], model.split["key"]) == (None, ["tailnum"])
    assert model.candidates == {"linear_regression": {}}
    assert model.search["metric"] == "rmse"


def test_the_long_form_is_read_back(spark, write):
    model = ModelDeclaration.load(write(DELAYED), spark)
    assert model == ModelDeclaration.load(write(json.dumps(model.normalised)), spark)
    assert model != ModelDeclaration.load(write(DELAYED.replace("fn: 8", "fn: 9")), spark)


def test_refuses_with_places(spark, write):
    file = write(DELAYED.replace("gbt", "gtb").replace("numeric: [plane_age", "numeric: [delayed"))
    with pytest.raises(Refused) as refusal:
        ModelDeclaration.load(file, spark)
    first, second = str(refusal.value).splitlines()
    assert first.endswith(
        "model.yaml:5:22: features.numeric[0]: 'delayed' is the label: no model may see what it shall predict"
    )
    assert "model.yaml:7:62: candidates.gtb: there is no family 'gtb', did you mean 'gbt'?" in second


def test_refuses_what_is_no_utf_8(spark, write):
    file = write(DELAYED + "description: Été\n", "windows-1252")
    with pytest.raises(Refused, match=r"model\.yaml: a model is written in UTF-8, and byte \d+ is not"):
        ModelDeclaration.load(file, spark)
