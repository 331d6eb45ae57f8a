"""Which page a document has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from peleus.errors import Refused
from peleus.reports._delivery import delivery_page
from peleus.reports._index import index_page
from peleus.reports._model import model_page
from peleus.reports._step import step_page

# The key that only documents of one kind have; a report of `score` names a model too, so steps come before models.
_DRAWN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "contract": delivery_page,
    "step": step_page,
    "model": model_page,
    "tables": index_page,
}


def page(report: Mapping[str, Any]) -> str:
    """
    Draw the page of a document, whichever it is.

    Parameters
    ----------
    report
        a report of a delivery, of prepare or of score, an evaluation of a model, or the index of a store

    Returns
    -------
    str
        an HTML document that needs no script and no network

    Raises
    ------
    Refused
        when it is none of these, or of an unknown version
    """
    for key, draw in _DRAWN.items():
        if key in report:
            return draw(report)
    raise Refused(f"is not a report: it has none of the keys {', '.join(_DRAWN)}")
