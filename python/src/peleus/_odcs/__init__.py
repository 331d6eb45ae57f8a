"""Contracts as documents of the Open Data Contract Standard (ODCS) v3.1.0, and back without loss.

What the standard has a word for stands in the standard's words, so that other tools read it. The custom property
``peleus`` holds, in the contract's own words, just what those words alone would not give back: it is the difference
between the contract and what is read from the document without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from peleus._odcs import fields, rules
from peleus._odcs.custom import attach, custom, difference, merged

# The defaults of the contract's case classes in Scala; a test holds them against the reader's.
_DELIVERY: Mapping[str, Any] = {
    "files": None,
    "encoding": ["utf-8"],
    "dialect": {"delimiter": [","], "quote_char": '"', "preamble_rows": 0, "max_record_lines": 50},
    "fields_match": "equal",
    "missing_values": [],
}
_POLICY: Mapping[str, Any] = {"default": "quarantine", "tolerate": {"percent": 5.0, "rows": None}, "beyond": "hold"}


def to_odcs(normalised: Mapping[str, Any]) -> dict[str, Any]:
    """
    Write a contract as a document of ODCS v3.1.0.

    Patterns are Java's and match the whole text; the standard's are ECMAScript's and search. They are anchored, not
    translated: one that uses what only Java has is still valid in the document, but other tools may refuse it.

    Parameters
    ----------
    normalised : mapping
        A contract as the reader gives it, every default filled in.

    Returns
    -------
    dict
        The document; valid against the standard's JSON Schema.
    """
    name = normalised["contract"]
    table = {
        "name": name,
        "logicalType": "object",
        "physicalType": "table",
        "properties": [fields.to_property(label, field) for label, field in normalised["fields"].items()],
    }
    if normalised["rules"]:
        table["quality"] = rules.to_checks(normalised["rules"])
    document = {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": f"urn:peleus:contract:{quote(name, safe='')}",
        "name": name,
        "version": normalised["version"],
        "status": "active",
    }
    if normalised["description"] is not None:
        document["description"] = {"purpose": normalised["description"]}
    document["schema"] = [table]
    attach(table, difference(normalised, from_odcs(document)))
    return document


def from_odcs(document: Mapping[str, Any]) -> dict[str, Any]:
    """
    Read a contract back.

    Parameters
    ----------
    document : mapping
        What `to_odcs` gave.

    Returns
    -------
    dict
        The contract that `to_odcs` was given.
    """
    table = document["schema"][0]
    read = {
        "contract": document["name"],
        "version": document["version"],
        "delivery": _DELIVERY,
        "fields": {written["name"]: fields.from_property(written) for written in table["properties"]},
        "description": document.get("description", {}).get("purpose"),
        "policy": _POLICY,
        "rules": rules.from_checks(table.get("quality", [])),
    }
    return merged(read, custom(table))
