"""How good the scores of a binary classifier are, from one count a distinct score: nothing is sampled."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from pyspark.sql import DataFrame

from peleus.errors import Refused
from peleus.learning import _counting, _curves
from peleus.learning._numbers import FloatArray, IntArray, ratio
from peleus.learning.bins import Bin, equal_count_bins
from peleus.learning.confusion import Confusion

# Costs that differ by less are a tie: in binary, three times a tenth is not three tenths.
_SAME_COST = 1e-12


@dataclass(frozen=True, eq=False)
class Scores:
    """
    Scores of rows whose label is known, counted. Made by `collect`, `of` or `merge`; its arrays are read-only.

    A metric is None where its formula divides by zero: never NaN, and never a number in its place.

    Attributes
    ----------
    score
        distinct scores, descending
    positives, negatives
        rows of label 1 and of label 0 with this score
    """

    score: FloatArray
    positives: IntArray
    negatives: IntArray

    @classmethod
    def collect(cls, predictions: DataFrame, score: str, label: str) -> Scores:
        """
        Count the scores of a frame, in one pass: a ``groupBy`` of the score, nothing else.

        A distinct score is 32 bytes on the way to the driver and 24 bytes kept: 240 MB for ten million.

        Parameters
        ----------
        predictions
            one row a prediction
        score
            a column of numbers: the higher, the surer that the row is positive
        label
            a column of 0 and 1, of any numeric type, or BOOLEAN

        Raises
        ------
        peleus.Refused
            A score is null, NaN or infinite; a label is null or neither 0 nor 1.
        """
        return cls(*_counting.from_frame(predictions, score, label))

    @classmethod
    def of(cls, scores: npt.ArrayLike, labels: npt.ArrayLike) -> Scores:
        """
        Count scores and labels that stand beside each other.

        Raises
        ------
        peleus.Refused
            As in `collect`, or when there are not as many labels as scores.
        """
        return cls(*_counting.from_arrays(scores, labels))

    @classmethod
    def merge(cls, parts: Iterable[Scores]) -> Scores:
        """Pool scores, as of the held-out rows of several folds. Pooling nothing gives no rows."""
        counts = [_counting.Counts(part.score, part.positives, part.negatives) for part in parts]
        return cls(*_counting.pooled(counts))

    @property
    def rows(self) -> int:
        """Number of rows."""
        return self.all_positives + self.all_negatives

    @cached_property
    def all_positives(self) -> int:
        """Number of rows of label 1."""
        return int(self.positives.sum())

    @cached_property
    def all_negatives(self) -> int:
        """Number of rows of label 0."""
        return int(self.negatives.sum())

    @cached_property
    def _tp(self) -> IntArray:
        """True positives when the threshold is each of the scores."""
        return np.cumsum(self.positives)

    @cached_property
    def _fp(self) -> IntArray:
        """False positives when the threshold is each of the scores."""
        return np.cumsum(self.negatives)

    @property
    def area_under_roc(self) -> float | None:
        """
        Chance that a positive has a higher score than a negative, ties counting one half; None if a class is absent.

        The sum over scores of negatives x (positives above + positives here / 2), over positives x negatives. It is
        U of Mann and Whitney (1947) over its greatest value: Hanley and McNeil, *Radiology* 143, 1982. Equals
        scikit-learn's ``roc_auc_score``.
        """
        # as float64: whole numbers of 64 bits overflow from some billion rows on
        above_or_tied = (self._tp - self.positives / 2) * self.negatives
        return ratio(float(above_or_tied.sum()), float(self.all_positives) * self.all_negatives)

    @property
    def area_under_pr(self) -> float | None:
        """
        Average precision: the mean over positives of the precision at their score; None without positives.

        The sum over thresholds of (recall here - recall at the next higher) x precision here: by steps, as
        scikit-learn's ``average_precision_score``. Straight lines between the points would be too hopeful: Davis and
        Goadrich, *The Relationship Between Precision-Recall and ROC Curves*, 2006.
        """
        precision = self._tp / (self._tp + self._fp)
        return ratio(float((self.positives * precision).sum()), self.all_positives)

    @property
    def log_loss(self) -> float | None:
        """
        Mean of -ln(probability given to what came); None without rows, defined when a class is absent.

        Scores are clipped to [e, 1 - e], e = 2^-52, as scikit-learn's ``log_loss`` does: a sure mistake costs 36.04
        and not infinity.

        Raises
        ------
        peleus.Refused
            A score lies outside [0, 1].
        """
        self._require_probabilities("log_loss")
        least = np.finfo(np.float64).eps
        score = np.clip(self.score, least, 1 - least)
        return ratio(-float((self.positives * np.log(score) + self.negatives * np.log1p(-score)).sum()), self.rows)

    @property
    def brier(self) -> float | None:
        """
        Mean of (score - label)^2: Brier, *Monthly Weather Review* 78, 1950, in today's form for two classes.

        None without rows, defined when a class is absent. Equals scikit-learn's ``brier_score_loss``.

        Raises
        ------
        peleus.Refused
            A score lies outside [0, 1].
        """
        self._require_probabilities("brier")
        squares = self.positives * (1 - self.score) ** 2 + self.negatives * self.score**2
        return ratio(float(squares.sum()), self.rows)

    def roc(self, points: int = 200) -> FloatArray:
        """
        Give the receiver operating characteristic for drawing.

        Parameters
        ----------
        points
            at most as many; the kept ones are points of the curve, the first and the last always among them

        Returns
        -------
        array of two columns
            false positive rate and true positive rate, from (0, 0) to (1, 1); no rows if a class is absent
        """
        return _curves.roc(self._tp, self._fp, points)

    def precision_recall(self, points: int = 200) -> FloatArray:
        """
        Give the precision-recall curve for drawing, as steps.

        Parameters
        ----------
        points
            at most as many; the kept ones are points of the curve, the first and the last always among them

        Returns
        -------
        array of two columns
            recall and precision. The first point is (0, 1) by convention, as scikit-learn's; the last is (1, share of
            positives). No rows without positives.
        """
        return _curves.precision_recall(self._tp, self._fp, points)

    def confusion(self, threshold: float) -> Confusion:
        """Count right and wrong when scores at or above the threshold are predicted positive; NaN is refused."""
        if math.isnan(threshold):
            raise Refused("the threshold is NaN; a number is needed")
        chosen = int(np.searchsorted(-self.score, -threshold, side="right"))
        tp, fp = int(self.positives[:chosen].sum()), int(self.negatives[:chosen].sum())
        return Confusion(threshold, tp=tp, fp=fp, fn=self.all_positives - tp, tn=self.all_negatives - fp)

    def least_cost(self, fp: float, fn: float) -> tuple[float, float]:
        """
        Find the threshold of least total cost among the distinct scores and infinity, which predicts nobody.

        Of thresholds of the same cost, to 12 digits, the highest is chosen.

        Parameters
        ----------
        fp, fn
            what one false positive and one false negative cost, at least 0

        Returns
        -------
        threshold, cost
            cost is the total over all rows: fp x false positives + fn x false negatives

        Raises
        ------
        peleus.Refused
            A cost is negative, NaN or infinite.
        """
        for name, cost in (("fp", fp), ("fn", fn)):
            if not (math.isfinite(cost) and cost >= 0):
                raise Refused(f"the cost {name} is {cost}; a number of at least 0 is needed")
        thresholds = np.append(math.inf, self.score)
        missed = self.all_positives - np.append(0, self._tp)
        costs = fp * np.append(0, self._fp) + fn * missed
        chosen = int(np.flatnonzero(costs <= costs.min() * (1 + _SAME_COST))[0])
        return float(thresholds[chosen]), float(costs[chosen])

    def calibration(self, bins: int = 10) -> list[Bin]:
        """
        Compare mean score and share of positives in bins of equal counts, ascending.

        Rows of one score stay together, so ties make bins unequal or fewer; no bins without rows.

        Raises
        ------
        peleus.Refused
            A score lies outside [0, 1], or ``bins`` is less than one.
        """
        self._require_probabilities("calibration")
        rows = self.positives + self.negatives
        return equal_count_bins(self.score[::-1], self.positives[::-1].astype(np.float64), rows[::-1], bins)

    def to_json(self, points: int = 200, bins: int = 10) -> dict[str, Any]:
        """
        Give all that needs no threshold, as a plain dictionary.

        Raises
        ------
        peleus.Refused
            A score lies outside [0, 1].
        """
        return {
            "rows": self.rows,
            "positives": self.all_positives,
            "area_under_roc": self.area_under_roc,
            "area_under_pr": self.area_under_pr,
            "log_loss": self.log_loss,
            "brier": self.brier,
            "roc": self.roc(points).tolist(),
            "precision_recall": self.precision_recall(points).tolist(),
            "calibration": [one.to_json() for one in self.calibration(bins)],
        }

    def _require_probabilities(self, what: str) -> None:
        outside = (self.score < 0) | (self.score > 1)
        if outside.any():
            rows = int((self.positives + self.negatives)[outside].sum())
            raise Refused(f"{what} needs probabilities; rows with a score outside [0, 1]: {rows}")
