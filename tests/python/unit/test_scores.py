"""Metrics of scores, held to scikit-learn's on the same rows."""

import itertools
import json
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from peleus.errors import Refused
from peleus.learning import Scores
from sklearn import metrics as sk

# numpy divides by zero with a warning
pytestmark = pytest.mark.filterwarnings("error::RuntimeWarning")

# one digit makes ties, 0 and 1 are where log loss is clipped
probabilities = st.one_of(st.floats(0, 1), st.integers(0, 10).map(lambda tenth: tenth / 10))
rows = st.lists(st.tuples(probabilities, st.integers(0, 1)), min_size=1, max_size=60)
both_classes = rows.filter(lambda drawn: {label for _, label in drawn} == {0, 1})
with_positives = rows.filter(lambda drawn: any(label for _, label in drawn))
costs = st.integers(0, 20).map(lambda tenths: tenths / 10)
# the first call of scikit-learn is slow
untimed = settings(deadline=None)
close = {"rel": 1e-9, "abs": 1e-12}


def scores(drawn):
    return Scores.of(*zip(*drawn, strict=True))


def arrays(drawn):
    return [np.array(part) for part in zip(*drawn, strict=True)]


@untimed
@given(both_classes)
def test_area_under_roc_is_scikit_learns(drawn):
    score, label = arrays(drawn)
    assert scores(drawn).area_under_roc == pytest.approx(sk.roc_auc_score(label, score), **close)


@untimed
@given(with_positives)
def test_area_under_pr_is_scikit_learns(drawn):
    score, label = arrays(drawn)
    assert scores(drawn).area_under_pr == pytest.approx(sk.average_precision_score(label, score), **close)


@untimed
@given(rows)
def test_log_loss_and_brier_are_scikit_learns(drawn):
    score, label = arrays(drawn)
    assert scores(drawn).log_loss == pytest.approx(sk.log_loss(label, score, labels=[0, 1]), **close)
    brier = sk.brier_score_loss(label, score, pos_label=1)
    assert scores(drawn).brier == pytest.approx(brier, **close)


@untimed
@given(rows, st.floats(0, 1))
def test_confusion_is_scikit_learns(drawn, threshold):
    score, label = arrays(drawn)
    predicted = score >= threshold
    found = scores(drawn).confusion(threshold)
    expected = sk.confusion_matrix(label, predicted, labels=[0, 1])
    assert [[found.tn, found.fp], [found.fn, found.tp]] == expected.tolist()
    precision, recall, f1, _ = sk.precision_recall_fscore_support(
        label, predicted, average="binary", zero_division=np.nan
    )
    assert found.precision == pytest.approx(None if np.isnan(precision) else precision)
    assert found.recall == pytest.approx(None if np.isnan(recall) else recall)
    assert found.f1 == pytest.approx(None if np.isnan(f1) else f1)
    assert found.accuracy == pytest.approx(sk.accuracy_score(label, predicted))


@untimed
@given(both_classes)
def test_curves_are_scikit_learns(drawn):
    score, label = arrays(drawn)
    fpr, tpr, _ = sk.roc_curve(label, score, drop_intermediate=False)
    np.testing.assert_allclose(scores(drawn).roc(), np.column_stack((fpr, tpr)))
    precision, recall, _ = sk.precision_recall_curve(label, score)
    np.testing.assert_allclose(scores(drawn).precision_recall(), np.column_stack((recall, precision))[::-1])


@untimed
@given(both_classes, st.integers(2, 12))
def test_thinned_curves_keep_their_ends_and_only_points_of_the_curve(drawn, points):
    of = scores(drawn)
    for whole, thin in [(of.roc(), of.roc(points)), (of.precision_recall(), of.precision_recall(points))]:
        assert len(thin) <= points
        assert thin[[0, -1]].tolist() == whole[[0, -1]].tolist()
        kept = iter(whole.tolist())
        assert all(point in kept for point in thin.tolist())


def test_thinning_follows_the_curve_and_not_the_rows():
    # ten positives, then ten thousand negatives: the ten are half of the way, by rows they would share one point
    of = Scores.of(np.linspace(1, 0, 10_010), [1] * 10 + [0] * 10_000)
    steep = [point for point in of.roc(21).tolist() if point[0] == 0]
    assert len(steep) >= 9


@untimed
@given(rows, costs, costs)
def test_least_cost_is_the_least_of_all_thresholds_and_of_ties_the_highest(drawn, fp, fn):
    def total(threshold):
        wrong = (
            fp_exact if score >= threshold else fn_exact
            for score, label in drawn
            if (score >= threshold) != (label == 1)
        )
        return sum(wrong, Fraction(0))

    fp_exact, fn_exact = Fraction(str(fp)), Fraction(str(fn))
    candidates = [math.inf, *sorted({score for score, _ in drawn}, reverse=True)]
    best = min(candidates, key=total)
    threshold, cost = scores(drawn).least_cost(fp, fn)
    assert threshold == best
    assert cost == pytest.approx(float(total(best)))


def test_least_cost_can_be_to_predict_nobody():
    of = Scores.of([0.9, 0.8, 0.1], [0, 1, 0])
    assert of.least_cost(fp=5, fn=1) == (math.inf, 1.0)
    assert of.least_cost(fp=1, fn=5) == (0.8, 1.0)
    assert of.confusion(math.inf).to_json() == {
        "threshold": None, "tp": 0, "fp": 0, "fn": 1, "tn": 2,
        "precision": None, "recall": 0.0, "f1": 0.0, "accuracy": pytest.approx(2 / 3),
    }  # fmt: skip


def test_costs_that_differ_only_by_rounding_are_a_tie():
    # 3 x 0.1 is above 0.3 in binary: predicting nobody costs 3 x 0.1, predicting everybody 0.3
    of = Scores.of([0.5] * 4, [1, 1, 1, 0])
    assert of.least_cost(fp=0.3, fn=0.1)[0] == math.inf


@pytest.mark.parametrize("cost", [-1, math.nan, math.inf])
def test_a_cost_must_be_a_number_of_at_least_zero(cost):
    with pytest.raises(Refused, match=f"the cost fn is {cost}"):
        Scores.of([0.5], [1]).least_cost(1, cost)


@untimed
@given(st.lists(rows, max_size=4))
def test_merged_parts_are_as_if_counted_together(parts):
    merged = Scores.merge([scores(part) for part in parts])
    together = scores(list(itertools.chain(*parts))) if parts else Scores.of([], [])
    for name in ("score", "positives", "negatives"):
        assert getattr(merged, name).tolist() == getattr(together, name).tolist()


@untimed
@given(rows)
def test_scores_are_distinct_and_descending_and_every_row_is_counted(drawn):
    of = scores(drawn)
    assert of.score.tolist() == sorted({score for score, _ in drawn}, reverse=True)
    assert (of.rows, of.all_positives) == (len(drawn), sum(label for _, label in drawn))
    assert (of.score.dtype, of.positives.dtype, of.negatives.dtype) == (np.float64, np.int64, np.int64)


@untimed
@given(rows, st.integers(1, 12))
def test_calibration_keeps_all_rows_and_never_parts_a_tie(drawn, bins):
    found = scores(drawn).calibration(bins)
    assert len(found) <= bins
    assert sum(one.rows for one in found) == len(drawn)
    assert sum(one.rows * one.mean_actual for one in found) == pytest.approx(sum(label for _, label in drawn))
    ordered = sorted(drawn)
    for one in found:
        members, ordered = ordered[: one.rows], ordered[one.rows :]
        assert one.mean_predicted == pytest.approx(np.mean([score for score, _ in members]))
        assert not ordered or members[-1][0] < ordered[0][0]


def test_calibration_without_ties_has_equal_counts():
    of = Scores.of(np.arange(25) / 25, [0, 1, 1, 1, 1] * 5)
    assert [(one.rows, one.mean_actual) for one in of.calibration(5)] == [(5, 0.8)] * 5
    assert [one.mean_predicted for one in of.calibration(5)] == pytest.approx([0.08, 0.28, 0.48, 0.68, 0.88])


def test_a_tie_goes_where_its_middle_row_lies():
    of = Scores.of([0.1] * 3 + [0.5] * 3 + [0.9] * 4, [0] * 10)
    assert [one.rows for one in of.calibration(2)] == [6, 4]


def test_without_negatives():
    of = Scores.of([0.2, 0.8], [1, 1])
    assert (of.area_under_roc, of.area_under_pr) == (None, 1.0)
    assert of.log_loss == pytest.approx(-(math.log(0.2) + math.log(0.8)) / 2)
    assert of.roc().tolist() == []
    assert of.precision_recall().tolist() == [[0, 1], [0.5, 1], [1, 1]]
    assert of.least_cost(1, 8) == (0.2, 0.0)


def test_without_positives():
    of = Scores.of([0.2, 0.8], [0, 0])
    assert (of.area_under_roc, of.area_under_pr) == (None, None)
    assert of.brier == pytest.approx((0.04 + 0.64) / 2)
    assert (of.roc().tolist(), of.precision_recall().tolist()) == ([], [])
    assert of.least_cost(1, 8) == (math.inf, 0.0)


def test_without_rows():
    assert Scores.of([], []).to_json() == {
        "rows": 0, "positives": 0, "area_under_roc": None, "area_under_pr": None, "log_loss": None, "brier": None,
        "roc": [], "precision_recall": [], "calibration": [],
    }  # fmt: skip
    assert Scores.of([], []).confusion(0.5).accuracy is None
    assert Scores.of([], []).least_cost(1, 1) == (math.inf, 0.0)


def test_a_constant_score_ranks_nobody():
    of = Scores.of([0.3] * 5, [1, 0, 0, 0, 0])
    assert (of.area_under_roc, of.area_under_pr) == (0.5, 0.2)
    assert of.roc().tolist() == [[0, 0], [1, 1]]


def test_zero_has_no_sign():
    assert Scores.of([0.0, -0.0], [1, 0]).area_under_roc == 0.5


def test_a_sure_mistake_costs_what_scikit_learn_says():
    assert Scores.of([0.0], [1]).log_loss == pytest.approx(36.04365338911715)


@untimed
@given(rows)
def test_the_evaluation_is_json(drawn):
    of = scores(drawn)
    written = {**of.to_json(points=5, bins=3), "confusion": of.confusion(of.least_cost(1, 8)[0]).to_json()}
    assert json.loads(json.dumps(written, allow_nan=False)) == written


def test_many_rows_do_not_overflow():
    # four billion rows of each class: their product is beyond 64 bits
    many = np.array([2**32, 2**32])
    of = Scores(np.array([0.9, 0.1]), many, many)
    assert (of.area_under_roc, of.area_under_pr) == (0.5, 0.5)


def test_scores_that_are_no_probabilities_are_ranked_but_have_no_loss():
    of = Scores.of([3.0, -2.0, 1.5], [1, 0, 0])
    assert of.area_under_roc == 1.0
    for measure in (lambda: of.log_loss, lambda: of.brier, of.calibration, of.to_json):
        with pytest.raises(Refused, match=r"rows with a score outside \[0, 1\]: 3"):
            measure()


@pytest.mark.parametrize("score", [math.nan, math.inf, None])
def test_a_score_that_is_no_number_is_refused(score):
    with pytest.raises(Refused, match="scores: rows that are null, NaN or infinite: 1"):
        Scores.of([score, 0.5], [0, 1])


@pytest.mark.parametrize("label", [0.5, 2, -1, math.nan, None])
def test_a_label_that_is_neither_0_nor_1_is_refused(label):
    with pytest.raises(Refused, match="labels: rows that are null or neither 0 nor 1: 1"):
        Scores.of([0.1, 0.5], [label, 1])


def test_unequal_lengths_and_senseless_settings_are_refused():
    with pytest.raises(Refused, match="two lists of one length"):
        Scores.of([0.1, 0.5], [1])
    of = Scores.of([0.1, 0.5], [0, 1])
    with pytest.raises(Refused, match="points is 1"):
        of.roc(1)
    with pytest.raises(Refused, match="bins is 0"):
        of.calibration(0)
    with pytest.raises(Refused, match="threshold is NaN"):
        of.confusion(math.nan)


def test_counts_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        Scores.of([0.1], [1]).positives[0] = 7
