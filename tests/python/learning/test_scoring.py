"""Batch scoring in Scala of models that were trained and kept here: the same scores as the trained model gives."""

import math
from collections import Counter
from dataclasses import replace

import pytest
from peleus import Recipe, Refused
from peleus import transformations as t
from peleus.learning import FittedModel, Registry, Training, score, search, train
from peleus.learning._rows import LABEL, labelled
from peleus.learning.candidates import settings
from peleus.learning.model import SCORE
from pyspark.sql import functions as F

BOTH = "  logistic_regression: {reg_param: [0.01, 1000]}\n  random_forest: {num_trees: 5, max_depth: [2, 3]}\n"
ABOUT = {"source": "features"}


@pytest.fixture
def odd(policies):
    """Rows as production sends them: levels and numbers that training has not seen, and rows without any feature."""
    new = {"region": F.lit("moon"), "doors": F.lit(9), "speed": F.lit(1e6)}
    none = {name: F.lit(None).cast(policies.schema[name].dataType) for name in ("speed", "age", "garage", "region")}
    later = policies.where("begun >= '2013-10-01'")
    return later.unionByName(later.where("id < 300").withColumns(new)).unionByName(
        later.where("id < 278").withColumns(none)
    )


def compare(model, rows, found):
    """Compare scored rows with those that came in, and with what the trained model says of them, bit by bit."""
    kept = [tuple(row[name] for name in rows.columns) for row in found.collect()]
    assert Counter(kept) == Counter(map(tuple, rows.collect()))
    both = model.score(found).select("score", SCORE).collect()
    assert [row.score.hex() for row in both] == [row[SCORE].hex() for row in both]
    assert len(both) == 184 + 27 + 5
    assert len({row.score for row in both}) > 5


def fit(declaration, rows):
    """Fit the one setting of a declaration to all rows."""
    (setting,) = settings(declaration.candidates)
    task = search.Task(declaration.problem, declaration.numeric, declaration.categorical, declaration.seed)
    learn = labelled(rows, declaration).where(F.col(LABEL).isNotNull())
    prepared = task.prepare(learn, [setting.kind])
    with search.kept(prepared, learn, [setting.kind]) as from_rows:
        fitted = search.fit(task, setting, prepared, from_rows)
    pipeline = prepared.pipeline(setting.kind, fitted)
    return FittedModel(task.problem, setting, prepared.recipe, pipeline)


def test_probabilities_are_those_of_the_model_to_the_last_bit(policies, odd, declare, spark, tmp_path):
    declaration = declare((BOTH, "  logistic_regression: {max_iter: 5}\n"))
    model = fit(declaration, policies)
    scores = sorted(row[0] for row in model.score(policies).select(SCORE).collect())
    training = Training(declaration, model, scores[600], {"test": {}}, policies)
    registry = Registry(str(tmp_path), spark)
    registry.save(training, ABOUT)
    registry.save(replace(training, threshold=math.inf), ABOUT)

    found = score(odd, "claims@champion", store=str(tmp_path))
    assert found.columns == [*odd.columns, "score", "predicted", "model", "model_version"]
    compare(model, odd, found.drop("predicted"))
    told = score(policies, "claims@v1", store=str(tmp_path)).select("score", "predicted", "model", "model_version")
    rows = told.collect()
    assert [row.predicted for row in rows] == [row.score >= scores[600] for row in rows]
    assert {tuple(row)[1:] for row in rows} == {(True, "claims", 1), (False, "claims", 1)}
    assert score(policies, "claims@challenger", store=str(tmp_path)).where("predicted").isEmpty()


def test_predicted_numbers_are_those_of_the_trained_model_to_the_last_bit(policies, odd, declare, spark, tmp_path):
    """Of trees, with a recipe that learns of the model's own."""
    declaration = declare(
        ("label: {column: claimed, positive: yes}", "problem: regression\nrecipe: own.yaml\nlabel: {column: speed}"),
        ("[speed, age, garage]", "[age, garage]"),
        ("threshold: {cost: {fp: 1, fn: 4}}\n", ""),
        (BOTH, "  gbt: {max_iter: 2, max_depth: 2}\n"),
    )
    recipe = Recipe("own", [t.fill_missing(columns=["region"], strategy="most_frequent")])
    training = train(policies, declaration, recipe=recipe, progress=str)
    Registry(str(tmp_path), spark).save(training, ABOUT)
    found = score(odd, "claims@champion", store=str(tmp_path))
    assert found.columns == [*odd.columns, "score", "model", "model_version"]
    compare(training.model, odd, found)


def test_what_is_refused_is_a_sentence(policies, tmp_path):
    with pytest.raises(Refused) as refused:
        score(policies, "claims@champion", store=str(tmp_path))
    there = f"there is no model 'claims@champion' in {tmp_path}/models; there is no version of claims"
    assert str(refused.value) == there
