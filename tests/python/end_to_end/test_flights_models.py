"""
The models of examples/flights, learned from the whole year by its pipeline, and the flights that they score.

How good they are, that scikit-learn says the same of the same rows, and that Scala's scores are those of training.
"""

import json

import pandas as pd
import pyarrow.parquet as pq
import pytest
from peleus.learning import Registry
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import mean_absolute_error, r2_score, roc_auc_score, root_mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

pytestmark = pytest.mark.full  # the year takes minutes to check, and minutes to learn from

TEST = ["2013-10", "2013-11", "2013-12"]


def published(store, table):
    """Give the folders of a published table, by date."""
    folder = store / f"tables/{table}"
    partitions = json.loads((folder / "published.json").read_text("utf-8"))["partitions"]
    return {each["date"]: folder / each["folder"] for each in partitions}


def kept(store, name):
    folder = store / f"models/{name}/v1"
    return [json.loads((folder / f"{file}.json").read_text("utf-8")) for file in ("evaluation", "manifest")]


@pytest.fixture(scope="module")
def rows(year):
    return pd.concat([pq.read_table(folder).to_pandas() for folder in published(year, "flights/features").values()])


def test_flights_that_land_late(year, rows):
    evaluation, manifest = kept(year, "delayed")
    assert evaluation["rows"]["all"] == len(rows) > 330_000
    assert evaluation["rows"]["without_label"] == rows["delayed"].isna().sum() > 9_000
    assert evaluation["test"]["opened"] == 1
    by_family = {each["family"]: each["metrics"]["area_under_roc"] for each in evaluation["test"]["families"]}
    assert set(by_family) == {"logistic_regression", "random_forest", "gbt"}
    assert all(0.68 < area < 0.75 for area in by_family.values()), by_family  # above it something leaks
    same = by_scikit_learn(rows[rows["delayed"].notna()].copy(), manifest["declaration"]["features"])
    assert by_family["logistic_regression"] == pytest.approx(same, abs=0.01)


def by_scikit_learn(rows, features):
    """The area under ROC of scikit-learn's logistic regression on the same split and features."""
    numeric, categorical = features["numeric"], features["categorical"]
    rows[numeric] = rows[numeric].astype(float)
    later = rows["flight_date"].astype(str) >= "2013-10-01"
    learn, test = rows[~later], rows[later]
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    encoder = make_column_transformer((numbers, numeric), (OneHotEncoder(handle_unknown="ignore"), categorical))
    model = make_pipeline(encoder, LogisticRegression(max_iter=300))
    model.fit(learn[numeric + categorical], learn["delayed"].astype(bool))
    return roc_auc_score(test["delayed"].astype(bool), model.predict_proba(test[numeric + categorical])[:, 1])


def test_by_how_many_minutes(year, spark):
    evaluation, _ = kept(year, "minutes")
    model, _ = Registry(str(year), spark).load("minutes@champion")
    features = spark.read.parquet(*(str(published(year, "flights/features")[date]) for date in TEST))
    found = model.score(features.where("arr_delay IS NOT NULL")).select("arr_delay", "_score").toPandas()
    labels, predictions, told = found["arr_delay"], found["_score"], evaluation["test"]
    assert told["rows"] == len(found) > 80_000
    assert told["rmse"] == pytest.approx(root_mean_squared_error(labels, predictions), rel=1e-9)
    assert told["mae"] == pytest.approx(mean_absolute_error(labels, predictions), rel=1e-9)
    assert told["r2"] == pytest.approx(r2_score(labels, predictions), rel=1e-9)
    assert told["r2"] > 0.05


def test_the_flights_of_the_last_quarter_are_scored(year, rows):
    folders = published(year, "flights/scored")
    assert sorted(folders) == TEST
    scored = pd.concat([pq.read_table(folder).to_pandas() for folder in folders.values()])
    assert len(scored) == (rows["flight_date"].astype(str) >= "2013-10-01").sum()
    assert set(scored["model"]) == {"delayed"}
    evaluation, manifest = kept(year, "delayed")
    assert (scored["predicted"] == (scored["score"] >= manifest["threshold"])).all()
    known = scored[scored["delayed"].notna()]  # what did not arrive is scored all the same
    assert len(known) < len(scored)
    confusion = pd.crosstab(known["delayed"].astype(bool), known["predicted"])
    told = evaluation["test"]["confusion"]
    assert (confusion[True][True], confusion[True][False]) == (told["tp"], told["fp"])
    assert (confusion[False][True], confusion[False][False]) == (told["fn"], told["tn"])
