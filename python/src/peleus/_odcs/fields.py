"""The fields of a contract as properties of an ODCS schema, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from peleus._odcs.custom import attach, custom, difference, merged

# A field of which only the name is said: the defaults of the case class in Scala, in its order.
_FIELD: Mapping[str, Any] = {
    "type": "string",
    "description": None,
    "labels": [],
    "required": False,
    "formats": [],
    "languages": ["fr", "en"],
    "pivot_year": None,
    "decimal_char": ["."],
    "group_char": [],
    "allow": [],
    "true_values": [],
    "false_values": [],
    "missing_values": None,
    "minimum": None,
    "maximum": None,
    "min_length": None,
    "max_length": None,
    "pattern": None,
    "enum": [],
    "mask": False,
    "on_fail": {},
}
# type: logical type, physical type, how wide the standard calls it; a decimal is its own physical type
_TYPES: Mapping[str, tuple[str, str, str | None]] = {
    "string": ("string", "string", None),
    "integer": ("integer", "bigint", "i64"),
    "number": ("number", "double", "f64"),
    "boolean": ("boolean", "boolean", None),
    "date": ("date", "date", None),
}
_BY_PHYSICAL = {physical: name for name, (_, physical, _) in _TYPES.items()}
_ISO_DATE = "yyyy-MM-dd"


def to_property(name: str, field: Mapping[str, Any]) -> dict[str, Any]:
    """
    Write a field.

    Parameters
    ----------
    name : str
        Name of the field.
    field : mapping
        The normalised field.

    Returns
    -------
    dict
        The property.
    """
    logical, physical, width = _TYPES.get(field["type"], ("number", field["type"], None))
    # masked columns are marked for other tools, but read back from `mask` alone: who edits the standard's free word
    # must not unmask a column
    said = {
        "name": name,
        "physicalName": field["labels"][0] if field["labels"] else name,
        "logicalType": logical,
        "physicalType": physical,
        "required": field["required"],
        "description": field["description"],
        "classification": "restricted" if field["mask"] else None,
        "logicalTypeOptions": _said(_options(logical, width, field)) or None,
        "quality": _quality(logical, field["enum"]) or None,
    }
    written = _said(said)
    attach(written, difference(field, from_property(written)))
    return written


def from_property(written: Mapping[str, Any]) -> dict[str, Any]:
    """
    Read a field back.

    Parameters
    ----------
    written : mapping
        What `to_property` gave.

    Returns
    -------
    dict
        The normalised field.
    """
    options = written.get("logicalTypeOptions", {})
    dated = written["logicalType"] == "date" and options["format"] != _ISO_DATE
    pattern = options.get("pattern")
    read = {
        **_FIELD,
        "type": _BY_PHYSICAL.get(written["physicalType"], written["physicalType"]),
        "description": written.get("description"),
        "labels": [] if written["physicalName"] == written["name"] else [written["physicalName"]],
        "required": written["required"],
        "formats": [options["format"]] if dated else [],
        "minimum": _text(options.get("minimum")),
        "maximum": _text(options.get("maximum")),
        "min_length": options.get("minLength"),
        "max_length": options.get("maxLength"),
        "pattern": None if pattern is None else pattern.removeprefix("^(?:").removesuffix(")$"),
        "enum": [str(value) for check in written.get("quality", []) for value in check["arguments"]["validValues"]],
    }
    return merged(read, custom(written))


def _options(logical: str, width: str | None, field: Mapping[str, Any]) -> dict[str, Any]:
    if logical == "string":
        pattern = field["pattern"]
        return {
            "minLength": field["min_length"],
            "maxLength": field["max_length"],
            "pattern": None if pattern is None else f"^(?:{pattern})$",
        }
    if logical == "date":
        # the standard's own default holds a time too
        first = field["formats"][0] if field["formats"] else _ISO_DATE
        return {"format": first, "minimum": field["minimum"], "maximum": field["maximum"]}
    if logical == "boolean":
        return {}
    return {"format": width, "minimum": _number(field["minimum"]), "maximum": _number(field["maximum"])}


def _quality(logical: str, enum: list[str]) -> list[dict[str, Any]]:
    """Write the allowed values where the words in the file are the values in the table: texts and plain integers."""
    values: list[Any] = enum
    if logical in ("integer", "number"):
        values = [number for number in map(_number, enum) if isinstance(number, int)]
    if not enum or logical in ("date", "boolean") or [str(value) for value in values] != enum:
        return []
    return [{"type": "library", "metric": "invalidValues", "arguments": {"validValues": values}, "mustBe": 0}]


def _number(text: str | None) -> int | float | None:
    """Read a bound; None where it is no number that a document can hold."""
    if text is None:
        return None
    try:
        return int(text)
    except ValueError:
        pass
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _text(bound: str | int | float | None) -> str | None:
    return None if bound is None else str(bound)


def _said(mapping: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in mapping.items() if value is not None}
