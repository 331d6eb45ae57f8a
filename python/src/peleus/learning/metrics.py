"""The closed list of metrics that a search can select by."""

from __future__ import annotations

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Problem = Literal["binary", "regression"]


@dataclass(frozen=True)
class Metric:
    """
    A metric and its direction.

    Attributes
    ----------
    name
        as model.yaml writes it, and the attribute of `Scores` (binary) or `RegressionScores` (regression)
    problem
        what kind of model it measures
    higher_is_better
        whether the greatest value wins, or the least
    """

    name: str
    problem: Problem
    higher_is_better: bool


METRICS: Mapping[str, Metric] = MappingProxyType(
    {
        metric.name: metric
        for metric in (
            Metric("area_under_pr", "binary", higher_is_better=True),
            Metric("area_under_roc", "binary", higher_is_better=True),
            Metric("log_loss", "binary", higher_is_better=False),
            Metric("rmse", "regression", higher_is_better=False),
            Metric("mae", "regression", higher_is_better=False),
            Metric("r2", "regression", higher_is_better=True),
        )
    }
)
"""Every metric by its name. The first of each problem is its default."""


def standard_error(values: Sequence[float]) -> float | None:
    """
    Give the standard error of a mean: the sample standard deviation (divisor n - 1) over the root of n.

    It is the measure of the rule of one standard error: Breiman, Friedman, Olshen and Stone, *Classification and
    Regression Trees*, 1984, section 3.4.3.

    Returns
    -------
    float or None
        None for fewer than two values, whose spread is not known.
    """
    if len(values) < 2:
        return None
    return statistics.stdev(values) / math.sqrt(len(values))
