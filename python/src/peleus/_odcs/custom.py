"""The custom property ``peleus`` of an ODCS element, and the difference that it holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_NAME = "peleus"


def attach(element: dict[str, Any], value: Mapping[str, Any]) -> None:
    """Give an element the custom property, where there is anything to say."""
    if value:
        element["customProperties"] = [{"property": _NAME, "value": value}]


def custom(element: Mapping[str, Any]) -> dict[str, Any]:
    """Read the custom property of an element; empty where it has none."""
    found = (each["value"] for each in element.get("customProperties", []) if each["property"] == _NAME)
    return next(found, {})


def difference(whole: Mapping[str, Any], known: Mapping[str, Any]) -> dict[str, Any]:
    """Find what `known` lacks of `whole`, or says otherwise: `merged` with it, `known` gives `whole`."""
    rest: dict[str, Any] = {}
    for key, value in whole.items():
        before = known.get(key)
        if isinstance(value, Mapping) and isinstance(before, Mapping):
            if inner := difference(value, before):
                rest[key] = inner
        elif key not in known or value != before:
            rest[key] = value
    return rest


def merged(known: Mapping[str, Any], rest: Mapping[str, Any]) -> dict[str, Any]:
    """Put a difference into what is known, in the order of what is known."""
    whole = dict(known)
    for key, value in rest.items():
        before = known.get(key)
        both = isinstance(value, Mapping) and isinstance(before, Mapping)
        whole[key] = merged(before, value) if both else value  # type: ignore[arg-type]
    return whole
