"""How good the predictions of a number are. An error is prediction minus label: above zero, too much was predicted."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F

from peleus.errors import Refused
from peleus.learning._columns import is_finite, number
from peleus.learning._numbers import json_number
from peleus.learning.bins import Bin, equal_count_bins, require_bins

# Standard deviations around the mean error that the histogram shows; a stray error would leave all others one bar.
_SHOWN = 4


@dataclass(frozen=True)
class RegressionScores:
    """
    Metrics of predictions whose label is known; made by `collect`. None without rows.

    Attributes
    ----------
    rows
        number of rows
    rmse
        root of the mean of error^2: scikit-learn's ``root_mean_squared_error``
    mae
        mean of abs(error): ``mean_absolute_error``
    r2
        1 - SSE / SST, SSE = sum of error^2, SST = sum of (label - mean label)^2: ``r2_score``; None when the label is
        constant, where scikit-learn gives 1 or 0
    mean_error
        mean of prediction - label
    """

    rows: int
    rmse: float | None
    mae: float | None
    r2: float | None
    mean_error: float | None

    @classmethod
    def collect(cls, predictions: DataFrame, prediction: str, label: str) -> RegressionScores:
        """
        Measure a frame in one pass, after a look at its first row.

        Parameters
        ----------
        predictions
            one row a prediction
        prediction, label
            columns of numbers

        Raises
        ------
        peleus.Refused
            A prediction or a label is null, NaN or infinite.
        """
        predicted, actual = number(prediction), number(label)
        error = predicted - actual
        found = predictions.agg(
            F.count(F.lit(1)).alias("rows"),
            F.count_if(~is_finite(predicted)).alias("wrong_predictions"),
            F.count_if(~is_finite(actual)).alias("wrong_labels"),
            F.avg(error * error).alias("mse"),
            F.avg(F.abs(error)).alias("mae"),
            F.avg(error).alias("mean_error"),
            F.var_pop(actual - F.lit(_any_label(predictions, actual))).alias("variance"),
        ).collect()[0]
        _require_finite(found.wrong_predictions, f"the prediction column '{prediction}'")
        _require_finite(found.wrong_labels, f"the label column '{label}'")
        return cls(
            rows=found.rows,
            rmse=None if found.mse is None else math.sqrt(found.mse),
            mae=found.mae,
            r2=1 - found.mse / found.variance if found.variance else None,
            mean_error=found.mean_error,
        )

    def to_json(self) -> dict[str, Any]:
        """Give the metrics as a plain dictionary; one too great for a double is None."""
        return {name: json_number(value) for name, value in asdict(self).items()}


@dataclass(frozen=True)
class HistogramBin:
    """
    One bar of a histogram: values from ``lower`` to ``upper``, and how many rows.

    The first bar also counts the rows below it, the last bar those above it.
    """

    lower: float
    upper: float
    rows: int

    def to_json(self) -> dict[str, Any]:
        """Give the bar as a plain dictionary."""
        return asdict(self)


def error_histogram(predictions: DataFrame, prediction: str, label: str, bins: int = 30) -> list[HistogramBin]:
    """
    Count errors (residuals with the sign turned) in bars of equal width, in two passes.

    The bars span all errors, but at most 4 standard deviations on either side of their mean; the outer bars count
    what lies beyond. One bar when all errors are the same, none without rows.

    Parameters
    ----------
    predictions, prediction, label
        as in `RegressionScores.collect`, which refuses what cannot be measured
    bins
        how many bars, at least one

    Raises
    ------
    peleus.Refused
        ``bins`` is less than one.
    """
    require_bins(bins)
    error = number(prediction) - number(label)
    found = predictions.agg(F.count(error), F.min(error), F.max(error), F.avg(error), F.stddev_pop(error)).collect()[0]
    rows, least, greatest, mean, deviation = found
    if not rows:
        return []
    low, high = max(least, mean - _SHOWN * deviation), min(greatest, mean + _SHOWN * deviation)
    width = (high - low) / bins
    if not width > 0:
        return [HistogramBin(least, greatest, rows)]
    place = F.greatest(F.lit(0), F.least(F.lit(bins - 1), F.floor((error - low) / width)))
    bars = predictions.groupBy(place.alias("bar")).agg(F.count(F.lit(1)).alias("rows")).collect()
    counts = {bar.bar: bar.rows for bar in bars}
    return [HistogramBin(low + i * width, low + (i + 1) * width, counts.get(i, 0)) for i in range(bins)]


def deciles(predictions: DataFrame, prediction: str, label: str) -> list[Bin]:
    """
    Compare predictions with labels in ten bins of equal counts of the prediction, ascending, in one pass.

    Exact, as `Scores.collect`: 24 bytes a distinct prediction arrive at the driver. Rows of one prediction stay
    together, so ties make bins unequal or fewer.

    Parameters
    ----------
    predictions, prediction, label
        as in `RegressionScores.collect`, which refuses what cannot be measured
    """
    counts = predictions.groupBy(number(prediction).alias("predicted")).agg(
        F.sum(number(label)).alias("actual"), F.count(F.lit(1)).alias("rows")
    )
    predicted, actual, rows = (part.to_numpy() for part in counts.toArrow().columns)
    order = predicted.argsort()
    return equal_count_bins(predicted[order], actual[order], rows[order], 10)


def _any_label(predictions: DataFrame, label: Column) -> float:
    """
    Give one label, from which the others are measured before their variance is taken.

    Labels far from zero (times in seconds, say) cost a running variance most of its digits: 1e-8 is left of r2 when
    a spread of 1 stands on 1e9. No label lies further from the mean than root(n) standard deviations, so moved by any
    of them the loss is bounded: Chan, Golub and LeVeque, *The American Statistician* 37, 1983.
    """
    first = predictions.where(is_finite(label)).select(label.alias("label")).head()
    return float(first.label) if first else 0.0


def _require_finite(wrong: int, where: str) -> None:
    if wrong:
        raise Refused(f"{where}: rows that are null, NaN or infinite: {wrong}; every row needs a finite number")
