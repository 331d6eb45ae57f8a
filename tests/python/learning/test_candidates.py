"""Families and settings: what may be declared is what can be fitted."""

import json
from importlib.resources import files

import pytest
from peleus.learning.candidates import _ESTIMATORS, Setting, settings
from peleus.learning.metrics import METRICS
from peleus.learning.search import Tried, select

DECLARED = json.loads((files("peleus") / "schemas/model.schema.json").read_text("utf-8"))["properties"]["candidates"]
VALUES = {"elastic_net_param": 0.5, "step_size": 0.3, "subsampling_rate": 0.7}


def test_families_are_those_that_may_be_declared():
    assert {family for _, family in _ESTIMATORS} == set(DECLARED["properties"])


@pytest.mark.parametrize(("problem", "family"), sorted(_ESTIMATORS))
def test_every_setting_reaches_spark(spark, problem, family):
    params = {name: VALUES.get(name, 3) for name in DECLARED["properties"][family]["properties"]}
    made = Setting(family, params).estimator(problem, "_v", "_y", levels=40, seed=7)
    found = {param.name: value for param, value in made.extractParamMap().items()}
    for name, value in params.items():
        words = name.split("_")
        assert found[words[0] + "".join(word.capitalize() for word in words[1:])] == value, name
    assert (found["featuresCol"], found["labelCol"], found["predictionCol"]) == ("_v", "_y", "_prediction")
    assert found.get("seed", 7) == 7
    assert found.get("maxBins", 40) == 40
    assert found.get("probabilityCol", "_probability") == "_probability"


def test_every_combination_in_the_order_of_the_file():
    found = settings({"gbt": {"max_depth": [4, 6], "step_size": [0.1, 0.2]}, "random_forest": {}})
    assert [str(setting) for setting in found] == [
        "gbt max_depth=4 step_size=0.1",
        "gbt max_depth=4 step_size=0.2",
        "gbt max_depth=6 step_size=0.1",
        "gbt max_depth=6 step_size=0.2",
        "random_forest",
    ]


class _Fold:
    def __init__(self, value):
        for name in METRICS:
            setattr(self, name, value)


def tried(*folds):
    """Settings in order, each with its values on the folds."""
    return [Tried(Setting("gbt", {"max_depth": i}), [_Fold(v) for v in values]) for i, values in enumerate(folds)]


@pytest.mark.parametrize(
    ("metric", "rule", "folds", "chosen"),
    [
        ("area_under_pr", "best", [(0.4, 0.5), (0.5, 0.6), (0.1, 0.9)], 1),
        ("log_loss", "best", [(0.4, 0.5), (0.5, 0.6), (0.1, 0.7)], 2),
        ("area_under_pr", "best", [(0.5, 0.5), (0.5, 0.5)], 0),
        # the best has mean .55 and standard error .05: the first from .5 on
        ("area_under_pr", "one_standard_error", [(0.4, 0.59), (0.5, 0.5), (0.5, 0.6)], 1),
        ("rmse", "one_standard_error", [(3.0, 3.2), (2.0, 2.2), (1.8, 2.2)], 1),
        ("rmse", "one_standard_error", [(3.0, 3.2), (2.3, 2.3), (1.8, 2.2)], 2),
    ],
)
def test_selection(metric, rule, folds, chosen):
    found = select(tried(*folds), metric, rule)
    assert found.setting.params["max_depth"] == chosen
