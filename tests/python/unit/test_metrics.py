"""The closed list of metrics, and the error of a mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from peleus.learning import METRICS, RegressionScores, Scores, standard_error


def test_every_metric_can_be_read_from_the_scores_of_its_problem():
    measured = {
        "binary": Scores.of([0.9, 0.1], [1, 0]),
        "regression": RegressionScores(rows=2, rmse=1.0, mae=1.0, r2=0.5, mean_error=0.0),
    }
    for name, metric in METRICS.items():
        assert metric.name == name
        assert isinstance(getattr(measured[metric.problem], name), float)


def test_the_default_of_a_problem_comes_first():
    first = {metric.problem: name for name, metric in reversed(METRICS.items())}
    assert first == {"binary": "area_under_pr", "regression": "rmse"}


def test_better_scores_are_better_by_the_direction_of_every_metric():
    better, worse = Scores.of([0.9, 0.6, 0.1], [1, 1, 0]), Scores.of([0.4, 0.9, 0.6], [1, 1, 0])
    for name, metric in METRICS.items():
        if metric.problem == "binary":
            assert (getattr(better, name) > getattr(worse, name)) == metric.higher_is_better, name
    assert [METRICS[name].higher_is_better for name in ("rmse", "mae", "r2")] == [False, False, True]


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=20))
def test_standard_error_is_numpys(values):
    expected = np.std(values, ddof=1) / np.sqrt(len(values))
    assert standard_error(values) == pytest.approx(expected, rel=1e-9, abs=1e-8)


@pytest.mark.parametrize("values", [[], [0.7]])
def test_the_spread_of_fewer_than_two_values_is_not_known(values):
    assert standard_error(values) is None
