"""Values against a JSON Schema: what is wrong as sentences with places, and the defaults."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from peleus._declared.document import Document, Problem, Way
from peleus._declared.nearest import nearest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

# A schema of ours says what a value should be in words, too, under this key; other readers pass over it.
_WANTS = "wants"
_KINDS = {"string": "text", "integer": "a whole number", "array": "a list", "object": "keys with values"}


def schema(name: str) -> Mapping[str, Any]:
    """Give a schema of the package."""
    read: Mapping[str, Any] = json.loads((files("peleus") / "schemas" / name).read_text("utf-8"))
    return read


def problems(document: Document, allowed: Mapping[str, Any]) -> list[Problem]:
    """List everything in a document that its schema does not allow."""
    from jsonschema import Draft7Validator  # slow to import, and not for commands that read no such file

    errors = Draft7Validator(allowed).iter_errors(document.value)
    return [problem for error in errors for problem in _told(document, error)]


def filled(value: Any, allowed: Mapping[str, Any]) -> Any:
    """Fill in the defaults of a value that its schema allows."""
    if isinstance(value, list):
        return [filled(each, allowed.get("items", {})) for each in value]
    if not isinstance(value, dict):
        return value
    known: Mapping[str, Any] = allowed.get("properties", {})
    others = allowed.get("additionalProperties") or {}
    defaults = {key: inner["default"] for key, inner in known.items() if "default" in inner}
    return {key: filled(inner, known.get(key, others)) for key, inner in (defaults | value).items()}


def _told(document: Document, error: ValidationError) -> Iterator[Problem]:
    way: Way = tuple(error.absolute_path)
    rules: Mapping[str, Any] = error.schema
    if error.validator == "additionalProperties":
        for key in error.instance.keys() - rules["properties"].keys():
            unknown = f"unknown key '{key}'{nearest(key, rules['properties'])}"
            yield document.problem(way, unknown, document.keys[(*way, key)])
    elif error.validator == "required":
        for key in rules["required"]:
            if key not in error.instance:
                yield document.problem(way, f"'{key}' is missing: {rules['properties'][key]['description']}")
    else:
        yield document.problem(way, f"wants {_wanted(rules)}, got {_shown(error.instance)}")


def _wanted(rules: Mapping[str, Any]) -> str:
    if _WANTS in rules:
        return str(rules[_WANTS])
    kinds = rules["type"] if isinstance(rules["type"], list) else [rules["type"]]
    return " or ".join(_KINDS[kind] for kind in kinds)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text '{value}'"
    if isinstance(value, dict):
        return f"the keys {', '.join(value)}" if value else "no keys"
    return "a list" if isinstance(value, list) else f"the number {value}"
