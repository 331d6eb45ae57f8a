"""The rules of a contract as quality checks of an ODCS schema, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from peleus._odcs.custom import attach, custom

# a row of which the rule says null passes, and is not counted; on a line of its own a comment in the rule ends
_BEFORE, _AFTER = "SELECT COUNT(*) FROM {object} WHERE NOT (\n", "\n)"
# two checks rather than mustBeBetween, which some tools read with its bounds and the standard without
_BOUNDS = {"minimum": "mustBeGreaterOrEqualTo", "maximum": "mustBeLessOrEqualTo"}


def to_checks(rules: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """
    Write rules.

    Parameters
    ----------
    rules : iterable of mapping
        The normalised rules.

    Returns
    -------
    list of dict
        Quality checks; of a number of rows with two bounds one for each, under one name.
    """
    checks = []
    for rule in rules:
        for said in _checks(rule):
            check = {"name": rule["name"], **said}
            attach(check, {} if rule["on_fail"] is None else {"on_fail": rule["on_fail"]})
            checks.append(check)
    return checks


def from_checks(checks: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """
    Read rules back.

    Parameters
    ----------
    checks : iterable of mapping
        What `to_checks` gave.

    Returns
    -------
    list of dict
        The normalised rules.
    """
    rules: list[dict[str, Any]] = []
    for check in checks:
        rule = _rule(check)
        if rules and _same_count(rules[-1], rule):
            rules[-1]["row_count"] |= {key: bound for key, bound in rule["row_count"].items() if bound is not None}
        else:
            rules.append(rule)
    return rules


def _checks(rule: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if rule["expr"] is not None:
        yield {"type": "sql", "query": f"{_BEFORE}{rule['expr']}{_AFTER}", "mustBe": 0}
    elif rule["unique"]:
        arguments = {"properties": rule["unique"]}
        yield {"type": "library", "metric": "duplicateValues", "arguments": arguments, "mustBe": 0}
    else:
        for key, operator in _BOUNDS.items():
            if rule["row_count"][key] is not None:
                yield {"type": "library", "metric": "rowCount", operator: rule["row_count"][key]}


def _rule(check: Mapping[str, Any]) -> dict[str, Any]:
    counted = check.get("metric") == "rowCount"
    return {
        "name": check["name"],
        "expr": check["query"].removeprefix(_BEFORE).removesuffix(_AFTER) if check["type"] == "sql" else None,
        "unique": check.get("arguments", {}).get("properties", []),
        "row_count": {key: check.get(operator) for key, operator in _BOUNDS.items()} if counted else None,
        "on_fail": custom(check).get("on_fail"),
    }


def _same_count(one: Mapping[str, Any], next_one: Mapping[str, Any]) -> bool:
    return bool(one["row_count"] and next_one["row_count"]) and one["name"] == next_one["name"]
