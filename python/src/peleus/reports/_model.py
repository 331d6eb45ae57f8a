"""The page of a model: how it was selected, and what it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from peleus.reports import _measures
from peleus.reports._bars import share_bar
from peleus.reports._format import require_version
from peleus.reports._page import render
from peleus.reports._place import Place

BINARY, REGRESSION = "binary", "regression"

# Metrics of the test set that stand first, and the names of all.
FIRST = {
    BINARY: ("area_under_pr", "area_under_roc", "log_loss", "brier"),
    REGRESSION: ("rmse", "mae", "r2", "mean_error"),
}
NAMES = {
    "area_under_pr": "area under PR",
    "area_under_roc": "area under ROC",
    "log_loss": "log loss",
    "brier": "Brier score",
    "rmse": "RMSE",
    "mae": "MAE",
    "r2": "R²",
    "mean_error": "mean error",
}
RULES = {
    "best": "has the best mean over the held-out rows.",
    "one_standard_error": "is the first, from simple to complex, whose mean over the held-out rows is within one "
    "standard error of the best one.",
}

# Values of a label that need not be said beside its name: "delayed" is enough for "delayed = true".
_YES = ("true", "yes", "1")

# Mistakes of each kind that are unfolded.
_OPEN = 3


def model_page(evaluation: Mapping[str, Any]) -> str:
    """
    Draw the page of a model.

    Parameters
    ----------
    evaluation
        what ``evaluation.json`` of a registry holds, or ``Training.evaluation``

    Returns
    -------
    str
        an HTML document that needs no script, no network and no other file

    Raises
    ------
    Refused
        when it is no evaluation, or one of an unknown version
    """
    root = Place(evaluation)
    require_version(root, "an evaluation", "model", "problem", "selected", "test")
    problem = root["problem"].one_of(FIRST)
    test = root["test"]
    return render(
        "model.html.jinja",
        report=root,
        rules=RULES,
        is_champion=root.get("alias") is not None and root["alias"].value == "champion",
        first=[(NAMES[metric], test[metric]) for metric in FIRST[problem]],
        charts=_measures.of_two_classes(test) if problem == BINARY else _measures.of_numbers(test),
        bins=list(test["calibration" if problem == BINARY else "deciles"].each()),
        says_positive=str(root["label"]["positive"].scalar).lower() not in _YES,
        metrics=_metrics(test["families"]),
        families=[(each, _is_selected(root, each)) for each in test["families"].each()],
        settings=root["search"].listed("settings") if root.get("search") else [],
        mistakes=_mistakes(test) if problem == BINARY else [],
        inputs=root.listed("inputs"),
        parts=_parts(root["rows"]),
        rows_bar=_rows_bar(root["rows"]),
    )


def _metrics(families: Place) -> dict[str, str]:
    """Give the names of the metrics that all families were measured by."""
    return {metric: NAMES.get(metric, metric) for metric, _ in families[0]["metrics"].entries()}


def _is_selected(root: Place, family: Place) -> bool:
    selected = root["selected"]
    return bool(all(family[key].value == selected[key].value for key in ("family", "params")))


def _parts(rows: Place) -> list[tuple[str, Place]]:
    return [(name, rows[name]) for name in ("train", "validation", "test") if rows.get(name)]


def _rows_bar(rows: Place) -> Markup:
    parts = [(name, of["rows"].count) for name, of in _parts(rows)]
    return share_bar([*parts, ("dropped", rows["without_label"].count + rows["in_no_part"].count)])


@dataclass(frozen=True)
class Mistakes:
    """
    Mistakes of one kind, the worst ones apart.

    Attributes
    ----------
    missed
        whether they are positives that were not predicted
    masked
        where each column stands that nobody is to see, by its name
    """

    missed: bool
    worst: Sequence[Place]
    others: Sequence[Place]
    masked: Mapping[str, Place]


def _mistakes(test: Place) -> list[Mistakes]:
    found = test["mistakes"]
    masked = {str(each.scalar): each for each in found.listed("masked")}
    kinds = [(kind == "false_negatives", found.listed(kind)) for kind in ("false_positives", "false_negatives")]
    return [Mistakes(missed, rows[:_OPEN], rows[_OPEN:], masked) for missed, rows in kinds]
