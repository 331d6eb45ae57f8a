"""Right and wrong at one threshold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from peleus.learning._numbers import json_number, ratio


@dataclass(frozen=True)
class Confusion:
    """
    Counts at a threshold: a row is predicted positive when its score is at or above it.

    The shares are those of scikit-learn, but None where it warns and gives 0: where nothing is there to divide by.

    Attributes
    ----------
    threshold
        a score; infinite: nobody is predicted positive
    tp, fp, fn, tn
        rows that are true positives, false positives, false negatives and true negatives
    """

    threshold: float
    tp: int
    fp: int
    fn: int
    tn: int

    @property
    def precision(self) -> float | None:
        """Share of right ones among predicted positives, tp / (tp + fp); None when nobody is predicted positive."""
        return ratio(self.tp, self.tp + self.fp)

    @property
    def recall(self) -> float | None:
        """Share of positives that are found, tp / (tp + fn); None without positives."""
        return ratio(self.tp, self.tp + self.fn)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall, 2 tp / (2 tp + fp + fn); None when that is zero."""
        return ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn)

    @property
    def accuracy(self) -> float | None:
        """Share of right rows, (tp + tn) / rows; None without rows."""
        return ratio(self.tp + self.tn, self.tp + self.fp + self.fn + self.tn)

    def to_json(self) -> dict[str, Any]:
        """Give counts and shares as a plain dictionary; an infinite threshold is None, as JSON has no infinity."""
        return {
            "threshold": json_number(self.threshold),
            "tp": self.tp,
            "fp": self.fp,
            "fn": self.fn,
            "tn": self.tn,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
            "accuracy": self.accuracy,
        }
