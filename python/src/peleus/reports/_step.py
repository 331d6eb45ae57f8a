"""The page of a step that makes rows of a table: prepare and score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from peleus.reports._format import require_verdict
from peleus.reports._page import render
from peleus.reports._place import Place

VERDICTS = ("published", "duplicate")
KINDS = {"prepare": "Preparation report", "score": "Scoring report"}
DECISIONS = {
    "new": "made for the first time",
    "corrected": "replaces what was made before",
    "rechecked": "made again from the same rows",
    "returned": "what was made before, made again after something else",
    "duplicate": "nothing has changed since",
}


def step_page(report: Mapping[str, Any]) -> str:
    """
    Draw the page of a run of ``prepare`` or ``score``.

    Parameters
    ----------
    report
        what its ``report.json`` holds

    Returns
    -------
    str
        an HTML document that needs no script, no network and no other file

    Raises
    ------
    Refused
        when it is no such report, or one of an unknown version
    """
    root = Place(report)
    verdict = require_verdict(root, "step", VERDICTS)
    step = root["step"].one_of(KINDS)
    return render(
        "step.html.jinja",
        report=root,
        verdict=verdict,
        kind=KINDS[step],
        decision=_decision(root),
        because=root.listed("because"),
        inputs=root.listed("inputs"),
        columns=list(root["columns"].entries()) if root.get("columns") else [],
    )


def _decision(root: Place) -> str:
    run = root.get("run")
    decision = run.get("decision") if run else None
    return DECISIONS.get(str(decision.value), "") if decision else ""
