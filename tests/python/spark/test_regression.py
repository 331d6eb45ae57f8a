"""Metrics of predicted numbers, held to scikit-learn's on the same rows."""

import json

import numpy as np
import pytest
from peleus.errors import Refused
from peleus.learning import RegressionScores, deciles, error_histogram
from sklearn import metrics as sk


def noisy(rows, offset=0.0, seed=7):
    """Draw labels around the offset, and predictions that miss them by a unit."""
    draw = np.random.default_rng(seed)
    label = draw.normal(offset, 1.0, rows)
    return label + draw.normal(0.1, 1.0, rows), label


def frame(spark, prediction, label):
    rows = list(zip(map(float, prediction), map(float, label), strict=True))
    return spark.createDataFrame(rows, "p double, y double").repartition(3)


@pytest.mark.parametrize("offset", [0.0, 1e9, -1e9])
@pytest.mark.parametrize("rows", [2, 50, 3000])
def test_equal_to_scikit_learn_also_far_from_zero(spark, rows, offset):
    prediction, label = noisy(rows, offset)
    found = RegressionScores.collect(frame(spark, prediction, label), "p", "y")
    assert found.rows == rows
    assert found.rmse == pytest.approx(sk.root_mean_squared_error(label, prediction), rel=1e-9)
    assert found.mae == pytest.approx(sk.mean_absolute_error(label, prediction), rel=1e-9)
    assert found.r2 == pytest.approx(sk.r2_score(label, prediction), rel=1e-9)
    assert found.mean_error == pytest.approx(np.mean(prediction - label), rel=1e-9)


def test_a_first_label_far_from_all_others_costs_no_digits(spark):
    prediction, label = noisy(500)
    label[0] = 1e9
    df = frame(spark, prediction, label).coalesce(1)
    found = RegressionScores.collect(df, "p", "y")
    assert found.r2 == pytest.approx(sk.r2_score(label, prediction), rel=1e-9)


def test_mean_error_is_above_zero_when_too_much_is_predicted(spark):
    assert RegressionScores.collect(frame(spark, [3, 5], [1, 4]), "p", "y").mean_error == 1.5


@pytest.mark.parametrize("constant", [0.1, 1e9])
def test_a_constant_label_has_no_r2(spark, constant):
    found = RegressionScores.collect(frame(spark, [constant, constant + 1], [constant] * 2), "p", "y")
    assert found.r2 is None
    assert found.rmse == pytest.approx(0.5**0.5)


def test_without_rows(spark):
    df = frame(spark, [], [])
    assert RegressionScores.collect(df, "p", "y") == RegressionScores(0, None, None, None, None)
    assert (error_histogram(df, "p", "y"), deciles(df, "p", "y")) == ([], [])


@pytest.mark.parametrize("wrong", [None, float("nan"), float("-inf")])
def test_what_is_no_number_is_refused(spark, wrong):
    with pytest.raises(Refused, match="the prediction column 'p': rows that are null, NaN or infinite: 1"):
        RegressionScores.collect(spark.createDataFrame([(wrong, 1.0), (2.0, 2.0)], "p double, y double"), "p", "y")
    with pytest.raises(Refused, match="the label column 'y': rows that are null, NaN or infinite: 1"):
        RegressionScores.collect(spark.createDataFrame([(1.0, wrong), (2.0, 2.0)], "p double, y double"), "p", "y")


def test_json_has_no_infinity(spark):
    written = RegressionScores.collect(frame(spark, [1e200, 0], [0, 1]), "p", "y").to_json()
    assert written == {"rows": 2, "rmse": None, "mae": 5e199, "r2": None, "mean_error": 5e199}
    json.dumps(written, allow_nan=False)


def test_the_histogram_counts_every_row_once(spark):
    prediction, label = noisy(2000)
    found = error_histogram(frame(spark, prediction, label), "p", "y", bins=12)
    expected, edges = np.histogram(prediction - label, bins=12)
    assert [bar.rows for bar in found] == expected.tolist()
    assert [bar.lower for bar in found] == pytest.approx(edges[:-1])
    assert [bar.upper for bar in found] == pytest.approx(edges[1:])


def test_a_stray_error_is_counted_in_the_outer_bar(spark):
    prediction, label = noisy(2000)
    prediction[5] = label[5] - 1e4
    found = error_histogram(frame(spark, prediction, label), "p", "y", bins=10)
    errors = prediction - label
    assert found[0].lower == pytest.approx(errors.mean() - 4 * errors.std())
    assert found[-1].upper == pytest.approx(errors.max())
    assert (found[0].rows, sum(bar.rows for bar in found)) == (1, 2000)


def test_errors_that_are_all_the_same_are_one_bar(spark):
    (bar,) = error_histogram(frame(spark, [1, 2, 3], [0, 1, 2]), "p", "y")
    assert bar.to_json() == {"lower": 1.0, "upper": 1.0, "rows": 3}


def test_deciles_of_distinct_predictions_have_equal_counts(spark):
    prediction, label = noisy(1000, offset=1e9)
    found = deciles(frame(spark, prediction, label), "p", "y")
    order = np.argsort(prediction)
    assert [one.rows for one in found] == [100] * 10
    assert [one.mean_predicted for one in found] == pytest.approx(prediction[order].reshape(10, 100).mean(axis=1))
    assert [one.mean_actual for one in found] == pytest.approx(label[order].reshape(10, 100).mean(axis=1))


def test_deciles_never_part_a_tie(spark):
    found = deciles(frame(spark, [1.0] * 15 + [2.0] * 5, range(20)), "p", "y")
    assert [one.to_json() for one in found] == [
        {"mean_predicted": 1.0, "mean_actual": 7.0, "rows": 15},
        {"mean_predicted": 2.0, "mean_actual": 17.0, "rows": 5},
    ]


def test_senseless_settings_are_refused(spark):
    with pytest.raises(Refused, match="bins is 0"):
        error_histogram(frame(spark, [1], [1]), "p", "y", bins=0)
