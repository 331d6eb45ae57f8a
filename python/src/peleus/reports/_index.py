"""The page of a store: what every table, model and pipeline shows now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peleus.reports._format import require_version
from peleus.reports._model import NAMES
from peleus.reports._page import render
from peleus.reports._place import Place

# Of a list that is unfolded; the rest is a click away.
_OPEN = 24


def index_page(index: Mapping[str, Any]) -> str:
    """
    Draw the page of a store.

    Parameters
    ----------
    index
        what `collect` gives

    Returns
    -------
    str
        an HTML document that needs no script and no network; its links are relative to the folder of the store

    Raises
    ------
    Refused
        when it is no index, or one of an unknown version
    """
    root = Place(index)
    require_version(root, "an index", "tables", "models", "pipelines")
    return render(
        "index.html.jinja",
        index=root,
        pipelines=[(each, *_cut(each.listed("runs"))) for each in root["pipelines"].each()],
        tables=[(each, *_cut(each.listed("dates"))) for each in root["tables"].each()],
        models=[(each, _metrics(each)) for each in root["models"].each()],
    )


def _cut(places: list[Place]) -> tuple[list[Place], list[Place]]:
    return places[:_OPEN], places[_OPEN:]


def _metrics(model: Place) -> dict[str, str]:
    """Name the metrics that any version was measured by."""
    found = (name for version in model["versions"].each() for name, _ in version["metrics"].entries())
    return {metric: NAMES.get(metric, metric) for metric in found}
