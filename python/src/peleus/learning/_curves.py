"""Curves with fewer points, for drawing only: no number is ever computed from them."""

from __future__ import annotations

import numpy as np

from peleus.errors import Refused
from peleus.learning._numbers import FloatArray, IntArray


def roc(tp: IntArray, fp: IntArray, points: int) -> FloatArray:
    """Give false and true positive rate from true and false positives at each threshold, descending."""
    if not (len(tp) and tp[-1] and fp[-1]):
        return np.empty((0, 2))
    fpr, tpr = np.append(0.0, fp / fp[-1]), np.append(0.0, tp / tp[-1])
    return np.column_stack((fpr, tpr))[thinned(fpr + tpr, points)]


def precision_recall(tp: IntArray, fp: IntArray, points: int) -> FloatArray:
    """Give recall and precision from true and false positives at each threshold, descending."""
    if not (len(tp) and tp[-1]):
        return np.empty((0, 2))
    recall, precision = np.append(0.0, tp / tp[-1]), np.append(1.0, tp / (tp + fp))
    fpr = np.append(0.0, fp / max(fp[-1], 1))
    return np.column_stack((recall, precision))[thinned(recall + fpr, points)]


def thinned(progress: FloatArray, points: int) -> IntArray:
    """
    Choose points that lie evenly along a curve, not along the rows: few of these make its steep part.

    Parameters
    ----------
    progress
        how far along the curve each point lies, ascending, at least one point
    points
        how many to keep at most, at least two

    Returns
    -------
    array of positions
        ascending; the first and the last point are always among them

    Raises
    ------
    peleus.Refused
        ``points`` is less than two.
    """
    if points < 2:
        raise Refused(f"points is {points}; at least the 2 ends of a curve are needed")
    last = len(progress) - 1
    if last < points:
        return np.arange(len(progress))
    wanted = np.linspace(progress[0], progress[-1], points)[1:-1]
    return np.unique(np.concatenate(([0], np.searchsorted(progress, wanted), [last])))
