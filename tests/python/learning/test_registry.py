"""The registry of models."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from peleus import Refused
from peleus.learning import Registry


@pytest.fixture
def training(trained):
    return trained[0]


@pytest.fixture
def registry(spark, tmp_path):
    return Registry(str(tmp_path), spark)


ABOUT = {"source": "features", "versions": {"peleus": "0"}}


def test_a_model_comes_back_as_it_was(policies, training, registry):
    saved = registry.save(training, ABOUT)
    assert (saved.version, saved.alias) == (1, "champion")
    model, manifest = registry.load("claims@champion")
    columns = ["id", "_score"]
    expected = training.model.score(policies).select(columns).orderBy("id").collect()
    assert model.score(policies).select(columns).orderBy("id").collect() == expected
    assert manifest["threshold"] == training.threshold
    assert manifest["declaration"] == training.declaration.normalised
    assert manifest["versions"] == {"peleus": "0"}


def test_which_row_was_in_which_part_is_kept_beside_the_model(spark, training, registry):
    parts = spark.read.parquet(f"{registry.save(training, ABOUT).folder}/parts")
    assert parts.columns == ["id", "begun", "split", "fold"]
    counted = {row["split"]: row["count"] for row in parts.groupBy("split").count().collect()}
    assert counted == {"train": 716, "test": 184}  # 273 days of each 365, twice, and of what is left all 170
    assert parts.where("(split = 'train') != (fold IS NOT NULL)").isEmpty()


def test_the_next_version_is_a_challenger_until_it_is_put_in_the_champions_place(training, registry):
    assert [registry.save(training, ABOUT).alias for _ in range(2)] == ["champion", "challenger"]
    assert registry.aliases("claims") == {"champion": 1, "challenger": 2}
    assert registry.save(training, ABOUT, champion=True).version == 3
    assert registry.aliases("claims") == {"champion": 3, "challenger": 2}
    assert registry.load("claims@v2")[1]["version"] == 2


def test_any_version_can_be_put_in_the_champions_place(training, registry):
    for _ in range(3):
        registry.save(training, ABOUT)
    registry.promote("claims", 2)
    assert registry.aliases("claims") == {"champion": 2, "challenger": 3}
    registry.promote("claims", 3)
    assert registry.aliases("claims") == {"champion": 3}
    registry.promote("claims", 1)
    assert registry.load("claims@champion")[1]["version"] == 1
    with pytest.raises(Refused, match="there is no model 'claims@v4'"):
        registry.promote("claims", 4)
    assert registry.aliases("claims") == {"champion": 1}


def test_an_evaluation_says_of_which_version_it_is_and_what_it_was_trained_from(training, registry):
    told = [json.loads(Path(registry.save(training, ABOUT).evaluation).read_text("utf-8")) for _ in range(2)]
    assert [(each["version"], each["model"], each["number"], each["alias"]) for each in told] == [
        (1, "claims", 1, "champion"),
        (1, "claims", 2, "challenger"),
    ]
    assert (told[0]["source"], told[0]["versions"]) == ("features", {"peleus": "0"})
    assert told[0]["selected"] == training.evaluation["selected"]


def test_the_openings_of_a_test_set_are_counted(training, registry):
    other = replace(training.declaration, normalised=dict(training.declaration.normalised, split={"folds": 3}))
    saved = [
        registry.save(training, ABOUT),
        registry.save(training, ABOUT | {"source": "other features"}),
        registry.save(replace(training, declaration=other), ABOUT),
        registry.save(training, ABOUT),
    ]
    opened = [json.loads(Path(each.evaluation).read_text("utf-8"))["test"]["opened"] for each in saved]
    assert opened == [1, 1, 1, 2]


def test_what_a_killed_training_leaves_is_no_version(training, registry, tmp_path):
    registry.save(training, ABOUT)
    killed = tmp_path / "models/claims/v2"
    killed.mkdir()
    (killed / "claim.json").write_text("{}")
    assert list(registry.manifests("claims")) == [1]
    with pytest.raises(Refused, match="there is claims@v1, claims@champion"):
        registry.load("claims@v2")
    assert registry.save(training, ABOUT).version == 3


def test_a_model_that_is_not_there(registry):
    with pytest.raises(Refused, match="there is no model 'claims@champion' in .*; there is no version of claims"):
        registry.load("claims@champion")
