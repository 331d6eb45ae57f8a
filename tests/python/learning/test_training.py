"""Trainings, from rows with features to a measured model."""

import json
import math

import numpy as np
import pytest
from peleus import Recipe, Refused
from peleus import transformations as t
from peleus.learning import train
from peleus.reports import model_page
from pyspark.sql import functions as F
from sklearn.metrics import average_precision_score, confusion_matrix, roc_auc_score


@pytest.fixture(scope="module")
def of_two_settings(declare):
    """The declaration of a small search."""
    small = ("logistic_regression: {reg_param: [0.01, 1000]}", "logistic_regression: {reg_param: [0.01, 0.1]}")
    return declare(small, ("  random_forest: {num_trees: 5, max_depth: [2, 3]}\n", ""))


@pytest.fixture(scope="module")
def selected_of_two(policies, of_two_settings):
    """A small training, which tests compare with those of other rows."""
    return train(policies, of_two_settings, progress=str)


def scores(rows):
    """Give labels and scores of rows with a label, in the order of the id."""
    found = rows.where("claimed IS NOT NULL").orderBy("id").select("claimed", "_score").collect()
    return np.array([row.claimed == "yes" for row in found]), np.array([row._score for row in found])


def test_what_is_told_of_the_test_set_is_what_scikit_learn_says(policies, trained):
    training, _ = trained
    labels, found = scores(training.model.score(policies.where("begun >= '2013-10-01'")))
    test = training.evaluation["test"]
    assert test["area_under_roc"] == pytest.approx(roc_auc_score(labels, found), rel=1e-12)
    assert test["area_under_pr"] == pytest.approx(average_precision_score(labels, found), rel=1e-12)
    tn, fp, fn, tp = confusion_matrix(labels, found >= training.threshold).ravel()
    told = test["confusion"]
    assert (told["tn"], told["fp"], told["fn"], told["tp"]) == (tn, fp, fn, tp)
    assert 0.65 < test["area_under_roc"] < 0.95


def test_rows_are_accounted_for(policies, trained):
    rows = trained[0].evaluation["rows"]
    assert rows["all"] == 900 == policies.count()
    assert rows["without_label"] == policies.where("claimed IS NULL").count() == 30
    test = policies.where("begun >= '2013-10-01' AND claimed IS NOT NULL")
    assert rows["test"] == {"rows": test.count(), "positives": test.where("claimed = 'yes'").count()}
    assert rows["train"]["rows"] + rows["test"]["rows"] + rows["without_label"] + rows["in_no_part"] == 900


def test_every_setting_is_measured_on_every_fold_and_one_is_selected(trained):
    training, lines = trained
    searched = training.evaluation["search"]
    assert [(each["family"], each["params"]) for each in searched["settings"]] == [
        ("logistic_regression", {"reg_param": 0.01}),
        ("logistic_regression", {"reg_param": 1000}),
        ("random_forest", {"num_trees": 5, "max_depth": 2}),
        ("random_forest", {"num_trees": 5, "max_depth": 3}),
    ]
    for each in searched["settings"]:
        values = [fold["area_under_pr"] for fold in each["held_out"]]
        assert len(values) == 3
        assert each["mean"] == pytest.approx(np.mean(values))
        assert each["standard_error"] == pytest.approx(np.std(values, ddof=1) / math.sqrt(3))
    (chosen,) = [each for each in searched["settings"] if each["selected"]]
    assert chosen["mean"] == max(each["mean"] for each in searched["settings"])
    assert training.evaluation["selected"] == {"family": chosen["family"], "params": chosen["params"]}
    assert len(lines) == 3 * 4 + 2  # each setting on each fold, and each family at the end


def test_the_threshold_has_the_least_cost_on_rows_that_were_held_out(trained):
    training, _ = trained
    told = training.evaluation["threshold"]
    confusion = told["held_out"]["confusion"]
    assert told["value"] == training.threshold
    assert told["held_out"]["cost"] == confusion["fp"] + 4 * confusion["fn"]
    assert sum(confusion[cell] for cell in ("tp", "fp", "fn", "tn")) == training.evaluation["rows"]["train"]["rows"]


def test_settings_are_measured_on_rows_that_their_fold_did_not_learn(policies, declare):
    """Labels by chance: a tree that knows many of its rows by heart knows nothing of others."""
    declaration = declare(
        ("[speed, age, garage]", "[id, speed]"),
        ("[region, doors]", "[doors]"),
        ("  logistic_regression: {reg_param: [0.01, 1000]}\n", ""),
        ("{num_trees: 5, max_depth: [2, 3]}", "{num_trees: 1, max_depth: 10}"),
        ("fn: 4", "fn: 1"),
    )
    chance = policies.withColumn("claimed", F.when(F.xxhash64("id") % 2 == 0, "yes").otherwise("no"))
    training = train(chance, declaration, progress=str)
    labels, found = scores(training.model.score(chance.where("begun < '2013-10-01'")))
    tn, fp, fn, tp = confusion_matrix(labels, found >= 0.5).ravel()
    assert tp / (tp + fn) - fp / (fp + tn) > 0.3
    (setting,) = training.evaluation["search"]["settings"]
    assert 0.4 < np.mean([fold["area_under_roc"] for fold in setting["held_out"]]) < 0.6
    told = training.evaluation["threshold"]["held_out"]["confusion"]
    assert abs(told["tp"] / (told["tp"] + told["fn"]) - told["fp"] / (told["fp"] + told["tn"])) < 0.1


def test_the_worst_mistakes_are_shown_with_what_the_model_was_told(policies, trained):
    training, _ = trained
    scored = training.model.score(policies.where("begun >= '2013-10-01' AND claimed IS NOT NULL"))
    no = scored.where("claimed = 'no'").orderBy(F.desc("_score")).first()
    yes = scored.where("claimed = 'yes'").orderBy("_score").first()
    mistakes = training.evaluation["test"]["mistakes"]
    confusion = training.evaluation["test"]["confusion"]
    for kind, cell, row in [("false_positives", "fp", no), ("false_negatives", "fn", yes)]:
        assert len(mistakes[kind]) == min(3, confusion[cell]) > 0
        worst = mistakes[kind][0]["values"]
        assert worst["id"] == row.id
        assert worst["region"] == row.region
        assert worst["garage"] is row.garage
        assert set(worst) >= {"id", "speed", "age", "garage", "region", "doors"}


def test_values_that_a_contract_masks_are_not_shown(policies, declare):
    """Speed is filled in where it is missing, which takes the mark away; region stays as it was."""
    small = ("logistic_regression: {reg_param: [0.01, 1000]}", "logistic_regression: {reg_param: 0.01}")
    declaration = declare(small, ("  random_forest: {num_trees: 5, max_depth: [2, 3]}\n", ""))
    hidden = policies.withMetadata("speed", {"peleus.masked": True}).withMetadata("region", {"peleus.masked": True})
    mistakes = train(hidden, declaration, progress=str).evaluation["test"]["mistakes"]
    assert mistakes["masked"] == ["speed", "region"]
    rows = [each["values"] for kind in ("false_positives", "false_negatives") for each in mistakes[kind]]
    assert {(each["speed"], each["region"]) for each in rows} == {(None, None)}
    assert all(each["id"] is not None and each["age"] is not None for each in rows)


def test_an_evaluation_can_be_read_without_its_declaration(trained):
    training, _ = trained
    evaluation = training.evaluation
    confusion = evaluation["test"]["confusion"]
    assert evaluation["version"] == 1
    assert evaluation["features"] == {"numeric": ["speed", "age", "garage"], "categorical": ["region", "doors"]}
    assert evaluation["split"]["key"] == ["id"]
    assert evaluation["test"]["cost"] == confusion["fp"] + 4 * confusion["fn"]
    assert model_page(evaluation).endswith("</html>")


def test_nothing_is_learned_from_test_rows(policies, of_two_settings, selected_of_two):
    """Other values there, new levels, other labels: the model stays what it was, and the search as well."""
    later = F.col("begun") >= "2013-10-01"
    changed = policies.withColumns(
        {
            "speed": F.when(later, 9999.0).otherwise(F.col("speed")),
            "region": F.when(later, "moon").otherwise(F.col("region")),
            "claimed": F.when(later & (F.col("id") % 2 == 0), "yes").otherwise(F.col("claimed")),
        }
    )
    before, after = selected_of_two, train(changed, of_two_settings, progress=str)
    assert after.model.recipe == before.model.recipe
    assert after.threshold == before.threshold
    same = [dict(each, seconds=0) for each in after.evaluation["search"]["settings"]]
    assert same == [dict(each, seconds=0) for each in before.evaluation["search"]["settings"]]
    asked = policies.where("id < 100")
    assert scores(after.model.score(asked))[1].tolist() == scores(before.model.score(asked))[1].tolist()
    assert after.evaluation["test"]["families"] != before.evaluation["test"]["families"]


def test_a_fold_learns_nothing_from_the_rows_held_out(policies, declare):
    """A level that only the rows held out have is unknown, and unknown has its own place."""
    from peleus.learning import preparation

    rows = policies.where("claimed IS NOT NULL")
    learn, held_out = rows.where("id % 3 > 0"), rows.where("id % 3 = 0").withColumn("region", F.lit("moon"))
    fitted = preparation.fit(learn, None, ["speed"], ["region"], ["linear"])
    median = learn.agg(F.median("speed")).head()[0]
    assert json.loads(fitted.recipe.steps[0].fitted) == {"speed": median}
    vectors = fitted(held_out).select("_linear").collect()
    assert {tuple(vector[0].toArray()[2:].tolist()) for vector in vectors} == {(0.0, 0.0, 0.0, 1.0)}


def test_order_and_partitions_do_not_matter(policies, of_two_settings, selected_of_two):
    here, there = selected_of_two, train(policies.repartition(3, "age"), of_two_settings, progress=str)
    assert there.evaluation["rows"] == here.evaluation["rows"]
    assert there.evaluation["selected"] == here.evaluation["selected"]
    (family,), (same,) = (each.evaluation["test"]["families"] for each in (here, there))
    assert same["metrics"] == pytest.approx(family["metrics"], rel=1e-6)


def test_a_recipe_that_learns_is_fitted_inside(policies, declare):
    fill = Recipe("model", [t.fill_missing(columns=["speed"], strategy="mean", flag=True)])
    declaration = declare(
        ("[speed, age, garage]", "[speed, age, garage, speed_was_missing]"),
        ("  random_forest: {num_trees: 5, max_depth: [2, 3]}\n", ""),
        ("[0.01, 1000]", "0.01"),
    )
    found = train(policies, declaration, recipe=fill, progress=str)
    learn = policies.where("begun < '2013-10-01' AND claimed IS NOT NULL")
    (mean,) = learn.agg(F.avg("speed")).head()
    assert json.loads(found.model.recipe.steps[0].fitted) == {"speed": pytest.approx(mean)}


def test_with_a_validation_part_there_are_no_folds(policies, declare):
    declaration = declare(
        ('train: "< 2013-10-01"', 'train: "< 2013-08-01", validation: ">= 2013-08-01 < 2013-10-01"'),
        (", folds: 3", ""),
        ("  random_forest: {num_trees: 5, max_depth: [2, 3]}\n", ""),
    )
    found = train(policies, declaration, progress=str).evaluation
    validation = policies.where("begun >= '2013-08-01' AND begun < '2013-10-01' AND claimed IS NOT NULL").count()
    assert found["rows"]["validation"]["rows"] == validation
    assert [len(each["held_out"]) for each in found["search"]["settings"]] == [1, 1]
    assert sum(found["threshold"]["held_out"]["confusion"][cell] for cell in ("tp", "fp", "fn", "tn")) == validation


def test_a_regression_of_one_setting_is_fitted_without_a_search(policies, declare):
    declaration = declare(
        ("label: {column: claimed, positive: yes}", "problem: regression\nlabel: {column: speed}"),
        ("[speed, age, garage]", "[age, garage]"),
        ("  logistic_regression: {reg_param: [0.01, 1000]}\n", ""),
        ("{num_trees: 5, max_depth: [2, 3]}", "{num_trees: 5, max_depth: 3}"),
        ("threshold: {cost: {fp: 1, fn: 4}}\n", ""),
    )
    training = train(policies, declaration, progress=str)
    assert training.evaluation["search"] is None
    assert training.threshold is None
    test = policies.where("begun >= '2013-10-01' AND speed IS NOT NULL")
    rows = training.model.score(test).select("speed", "_score").collect()
    errors = np.array([row.speed - row._score for row in rows])
    told = training.evaluation["test"]
    assert told["rmse"] == pytest.approx(math.sqrt(np.mean(errors**2)), rel=1e-9)
    assert told["mae"] == pytest.approx(np.mean(np.abs(errors)), rel=1e-9)


def test_the_recipe_that_a_declaration_names_is_asked_for(policies, declare):
    with pytest.raises(Refused, match="recipe: model.yaml names recipes/model.yaml, and none was given"):
        train(policies, declare(("mistakes: 3", "recipe: recipes/model.yaml")), progress=str)


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ([("[speed, age", "[sped, age")], "features.numeric: there is no column 'sped'"),
        ([("[speed, age", "[begun, age")], "features.numeric: column 'begun' is date; wanted are numbers or booleans"),
        ([("[region, doors]", "[garage]"), (", garage]", "]")], "features.categorical: column 'garage' is boolean"),
        ([("column: claimed", "column: claims")], "label: there is no column 'claims'"),
        ([("positive: yes", "positive: maybe")], "0 are positive (claimed = maybe)"),
        ([(">= 2013-10-01", ">= 2014-10-01")], "split: the part test has no rows with a label"),
        ([("mistakes: 3", "scoring_moment: asked_at")], "scoring_moment: there is no column 'asked_at'"),
    ],
)
def test_what_cannot_be_trained(policies, declare, changes, says):
    with pytest.raises(Refused) as refused:
        train(policies, declare(*changes), progress=str)
    assert says in str(refused.value)


def test_a_feature_as_of_another_moment_is_refused(policies, declare):
    asked = policies.selectExpr("*", "CAST(begun AS TIMESTAMP_NTZ) AS asked_at", "begun - 1000 AS born")
    aged = asked.transform(t.age(column="born", as_of="2013-12-31", unit="days", output="days_old"))
    declaration = declare(("[speed, age", "[speed, days_old, age"), ("mistakes: 3", "scoring_moment: asked_at"))
    with pytest.raises(Refused, match="'days_old' was made as of 2013-12-31, and the scoring moment is 'asked_at'"):
        train(aged, declaration, progress=str)


def test_a_feature_that_the_models_recipe_makes_as_of_another_moment_is_refused(policies, declare):
    asked = policies.selectExpr("*", "CAST(begun AS TIMESTAMP_NTZ) AS asked_at", "begun - 1000 AS born")
    aged = Recipe("model", [t.age(column="born", as_of="begun", unit="days", output="days_old")])
    declaration = declare(("[speed, age", "[speed, days_old, age"), ("mistakes: 3", "scoring_moment: asked_at"))
    with pytest.raises(Refused, match="'days_old' was made as of begun, and the scoring moment is 'asked_at'"):
        train(asked, declaration, recipe=aged, progress=str)
