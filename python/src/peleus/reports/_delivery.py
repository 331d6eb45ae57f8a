"""The page of one checked delivery."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from peleus.reports._bars import share_bar
from peleus.reports._format import require_verdict
from peleus.reports._page import render
from peleus.reports._place import Place

VERDICTS = ("staged", "published", "held", "failed", "duplicate")

# What becomes of a failure, for people who do not read contracts.
ACTIONS = {
    "fail": "the record is rejected and the delivery fails",
    "quarantine": "the record is rejected",
    "drop": "the record is dropped",
    "set_null": "the cell becomes null",
    "default": "the cell becomes a declared value",
    "keep_flag": "the cell stays, the row is flagged",
    "warn": "the cell stays, the failure is counted",
    "hold": "the delivery is held",
}
DECISIONS = {
    "new": "delivered for the first time",
    "corrected": "replaces an earlier delivery of its date",
    "rechecked": "the same files, checked again",
    "returned": "an earlier delivery, sent again after another",
    "duplicate": "the same files as before",
}


def delivery_page(report: Mapping[str, Any]) -> str:
    """
    Draw the page of a delivery.

    Parameters
    ----------
    report
        what ``report.json`` holds, of any verdict

    Returns
    -------
    str
        an HTML document that needs no script, no network and no other file

    Raises
    ------
    Refused
        when it is no report of a delivery, or one of an unknown version
    """
    root = Place(report)
    verdict = require_verdict(root, "contract", VERDICTS)
    because, rules, identities = (root.listed(key) for key in ("because", "rules", "identities"))
    return render(
        "delivery.html.jinja",
        report=root,
        verdict=verdict,
        says=root.get("says") or (because[0] if len(because) == 1 else None),
        because=because if root.get("says") or len(because) > 1 else [],
        problems=_problems(root, because),
        delivered=root["delivery"].listed("files") if root.get("delivery") else [],
        records_bar=_records_bar(root),
        failed=[rule for rule in rules if rule["failures"].count > 0],
        passed=[rule for rule in rules if rule["failures"].count == 0],
        actions={name: what for name, what in ACTIONS.items() if any(_acts(name, rule) for rule in rules)},
        decision=_decision(root),
        dataset_rules=root.listed("dataset_rules"),
        columns=_columns(root),
        broken=[each for each in identities if not each["holds"].value],
        main=[each for each in identities if each["holds"].value and not _of_one_rule(each)],
        others=[each for each in identities if each["holds"].value and _of_one_rule(each)],
    )


@dataclass(frozen=True)
class Problem:
    """What is wrong with a file; `because` is the sentence that says the same, where there is one."""

    because: Place | None
    file: Place
    code: Place
    what: Place


def _problems(root: Place, because: Sequence[Place]) -> Sequence[Problem]:
    sentences = {place.scalar: place for place in because}
    return [
        Problem(sentences.get(f"{each['file'].value}: {each['what'].value}"), each["file"], each["code"], each["what"])
        for each in root.listed("problems")
    ]


def _records_bar(root: Place) -> Markup | None:
    routes = root.get("routes")
    if routes is None:
        return None
    return share_bar([(route, routes[route].count) for route in ("clean", "rejects", "dropped")])


def _decision(root: Place) -> str:
    """Say in words what was decided about the files; nothing of decisions that are not known."""
    run = root.get("run")
    decision = run.get("decision") if run else None
    return DECISIONS.get(str(decision.value), "") if decision else ""


def _acts(action: str, rule: Place) -> bool:
    return bool(rule["failures"].count > 0 and rule["action"].value == action)


def _of_one_rule(identity: Place) -> bool:
    """Tell the many that there is one of for each rule or bound from those that every run has."""
    return str(identity["name"].value).startswith(("rule_", "clean_"))


@dataclass(frozen=True)
class Column:
    """A column of the table, and a bar of its cells: good, missing, invalid."""

    name: str
    place: Place
    bar: Markup


def _columns(root: Place) -> Sequence[Column]:
    columns = root.get("columns")
    if columns is None:
        return []
    cells = _records_cut(root)
    return [Column(name, place, _column_bar(place, cells)) for name, place in columns.entries()]


def _records_cut(root: Place) -> int:
    """Count the records whose cells were looked at: all but those that could not be cut into cells."""
    routed = sum(place.count for _, place in root["routes"].entries())
    faulty = sum(rule["failures"].count for rule in root["rules"].each() if _is_fault(rule))
    return routed - faulty


def _is_fault(rule: Place) -> bool:
    """Tell rules about whole records from those over rows, of which no examples are kept."""
    return rule["column"].value is None and rule.get("examples") is not None


def _column_bar(column: Place, cells: int) -> Markup:
    missing, invalid = column["missing"].count, column["invalid"].count
    return share_bar([("clean", cells - missing - invalid), ("missing", missing), ("rejects", invalid)])
