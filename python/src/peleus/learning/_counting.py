"""From rows to one count a distinct score; every score and label is looked at, and what is none is refused."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from peleus.errors import Refused
from peleus.learning._columns import number
from peleus.learning._numbers import FloatArray, IntArray


class Counts(NamedTuple):
    """Scores, and rows of label 1 and of label 0 with each."""

    score: FloatArray
    positives: IntArray
    negatives: IntArray


def from_frame(predictions: DataFrame, score: str, label: str) -> Counts:
    """Count in Spark, in one pass; NaN and null are groups like others, and 0.0 and -0.0 are one."""
    truth = number(label)
    counts = predictions.groupBy(number(score).alias("score")).agg(
        F.count_if(truth == 1).alias("positives"),
        F.count_if(truth == 0).alias("negatives"),
        F.count(F.lit(1)).alias("rows"),
    )
    # a null score comes out of Arrow as NaN
    values, positives, negatives, rows = (part.to_numpy() for part in counts.toArrow().columns)
    _require_finite(values, rows, f"the score column '{score}'")
    _require_labelled(int((rows - positives - negatives).sum()), f"the label column '{label}'")
    return distinct(Counts(values, positives, negatives))


def from_arrays(scores: npt.ArrayLike, labels: npt.ArrayLike) -> Counts:
    """Count scores and labels that stand beside each other."""
    values, truth = np.asarray(scores, dtype=np.float64), np.asarray(labels, dtype=np.float64)
    if values.ndim != 1 or values.shape != truth.shape:
        raise Refused(f"scores have the shape {values.shape}, labels {truth.shape}; two lists of one length are needed")
    positive, negative = truth == 1, truth == 0
    _require_finite(values, np.ones(len(values), dtype=np.int64), "scores")
    _require_labelled(int((~positive & ~negative).sum()), "labels")
    return distinct(Counts(values, positive.astype(np.int64), negative.astype(np.int64)))


def pooled(parts: Sequence[Counts]) -> Counts:
    """Put counts together; of nothing, no rows."""
    if not parts:
        return from_arrays([], [])
    score, positives, negatives = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
    return distinct(Counts(score, positives, negatives))


def distinct(counts: Counts) -> Counts:
    """Put each score once, descending; the arrays are read-only from here on."""
    order = np.argsort(-counts.score)
    score = counts.score[order]
    starts = np.flatnonzero(np.diff(score, prepend=math.inf))
    positives = np.add.reduceat(counts.positives[order], starts)
    negatives = np.add.reduceat(counts.negatives[order], starts)
    found = Counts(score[starts], positives, negatives)
    for array in found:
        array.setflags(write=False)
    return found


def _require_finite(scores: FloatArray, rows: IntArray, where: str) -> None:
    wrong = int(rows[~np.isfinite(scores)].sum())
    if wrong:
        raise Refused(f"{where}: rows that are null, NaN or infinite: {wrong}; every row needs a finite number")


def _require_labelled(wrong: int, where: str) -> None:
    if wrong:
        raise Refused(f"{where}: rows that are null or neither 0 nor 1: {wrong}; every row needs one of both")
