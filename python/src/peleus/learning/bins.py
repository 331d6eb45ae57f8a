"""Predictions in bins of equal counts, for calibration and for what was predicted against what came."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from peleus.errors import Refused
from peleus.learning._numbers import FloatArray, IntArray


@dataclass(frozen=True)
class Bin:
    """
    Rows whose predictions stand beside each other.

    Attributes
    ----------
    mean_predicted
        mean of the predictions, or of the scores
    mean_actual
        mean of the labels; for a label of 0 and 1 the share of positives
    rows
        how many rows, at least one
    """

    mean_predicted: float
    mean_actual: float
    rows: int

    def to_json(self) -> dict[str, Any]:
        """Give the bin as a plain dictionary."""
        return asdict(self)


def equal_count_bins(predicted: FloatArray, actual: FloatArray, rows: IntArray, bins: int) -> list[Bin]:
    """
    Cut predictions into bins of equal counts, in ascending order.

    A bin takes the predictions whose middle row lies in its share of all rows. Rows of the same prediction stay
    together, so bins are as equal as ties allow; a bin that ties leave empty is left out.

    Parameters
    ----------
    predicted
        distinct predictions, ascending
    actual
        sum of the labels of each
    rows
        number of rows of each, at least one
    bins
        how many bins, at least one

    Raises
    ------
    peleus.Refused
        ``bins`` is less than one.
    """
    require_bins(bins)
    if not len(predicted):
        return []
    until = np.cumsum(rows)
    # whole numbers, so that no rounding moves a row: bins * (rows before + rows / 2) / all rows
    place = bins * (2 * until - rows) // (2 * until[-1])
    starts = np.unique(place, return_index=True)[1]
    counts = np.add.reduceat(rows, starts)
    mean_predicted = np.add.reduceat(predicted * rows, starts) / counts
    mean_actual = np.add.reduceat(actual, starts) / counts
    return [Bin(*values) for values in zip(mean_predicted.tolist(), mean_actual.tolist(), counts.tolist(), strict=True)]


def require_bins(bins: int) -> None:
    """Refuse a number of bins that is less than one."""
    if bins < 1:
        raise Refused(f"bins is {bins}; at least 1 is needed")
