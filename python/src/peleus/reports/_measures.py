"""The charts on the page of a model."""

from __future__ import annotations

from dataclasses import dataclass, replace

from markupsafe import Markup

from peleus.reports._charts import Axis, Plane, Point
from peleus.reports._place import Place


@dataclass(frozen=True)
class Charts:
    """
    What is drawn of a test set; None where there is nothing to draw.

    Attributes
    ----------
    roc, precision_recall, calibration
        of a binary problem
    errors, deciles
        of a regression
    """

    roc: Markup | None = None
    precision_recall: Markup | None = None
    calibration: Markup | None = None
    errors: Markup | None = None
    deciles: Markup | None = None


def of_two_classes(test: Place) -> Charts:
    """Draw how scores part positives from the others."""
    confusion = test["confusion"]
    tp, fp, fn, tn = (confusion[cell].count for cell in ("tp", "fp", "fn", "tn"))
    chosen = [(fp / (fp + tn), tp / (tp + fn))] if fp + tn and tp + fn else []
    right = [(tp / (tp + fn), tp / (tp + fp))] if tp + fn and tp + fp else []
    return Charts(
        roc=_roc(_points(test["roc"]), chosen),
        precision_recall=_precision_recall(_points(test["precision_recall"]), right),
        calibration=_calibration(_bins(test["calibration"])),
    )


def of_numbers(test: Place) -> Charts:
    """Draw how far predictions lie from what came."""
    return Charts(errors=_errors(test["errors"]), deciles=_deciles(_bins(test["deciles"])))


def _roc(points: list[Point], chosen: list[Point]) -> Markup | None:
    if not points:
        return None
    plane = Plane(Axis("false positive rate"), Axis("recall"))
    return plane.chart(
        "Receiver operating characteristic, above the diagonal where the model knows more than chance",
        plane.line((0, 0), (1, 1)),
        plane.curve(points),
        plane.dots(chosen, "dot chosen"),
    )


def _precision_recall(points: list[Point], chosen: list[Point]) -> Markup | None:
    if not points:
        return None
    plane, chance = Plane(Axis("recall"), Axis("precision")), points[-1][1]
    return plane.chart(
        "Precision over recall, above the level line where the model knows more than chance",
        plane.line((0, chance), (1, chance)),
        plane.curve(points, steps=True),
        plane.dots(chosen, "dot chosen"),
    )


def _calibration(bins: list[Point]) -> Markup | None:
    if not bins:
        return None
    score = Axis.over("mean score", [0.0, *(value for each in bins for value in each)])
    plane, high = Plane(score, replace(score, name="share of positives")), score.high
    return plane.chart(
        "Share of positives over mean score, near the diagonal where scores can be taken for probabilities",
        plane.line((0, 0), (high, high)),
        plane.dots(bins),
    )


def _errors(bars: Place) -> Markup | None:
    found = [(each["lower"].number, each["upper"].number, each["rows"].count) for each in bars.each()]
    if not found:
        return None
    x = Axis.over("prediction − label", [end for low, high, _ in found for end in (low, high)])
    plane = Plane(x, Axis.over("rows", [0, *(rows for *_, rows in found)]))
    zero = [plane.line((0, 0), (0, plane.y.high))] if x.low < 0 < x.high else []
    return plane.chart("Histogram of errors", plane.bars(found), *zero)


def _deciles(bins: list[Point]) -> Markup | None:
    if not bins:
        return None
    span = Axis.over("mean prediction", [value for each in bins for value in each])
    plane = Plane(span, replace(span, name="mean label"))
    return plane.chart(
        "Mean label over mean prediction, near the diagonal where predictions are right on average",
        plane.line((span.low, span.low), (span.high, span.high)),
        plane.dots(bins),
    )


def _points(points: Place) -> list[Point]:
    return [(point[0].number, point[1].number) for point in points.each()]


def _bins(bins: Place) -> list[Point]:
    return [(each["mean_predicted"].number, each["mean_actual"].number) for each in bins.each()]
