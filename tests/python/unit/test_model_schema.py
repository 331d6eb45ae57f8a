"""The JSON Schema that editors use for models takes and refuses what the reader does: the cases are those of Scala."""

import copy
import json
from pathlib import Path

import pytest

VARIANTS = json.loads((Path(__file__).parents[2] / "resources/models/variants.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def validator(schema_validator):
    return schema_validator("model.schema.json")


def changed(changes):
    """Copy the model and put values at paths; without a value the key is taken away."""
    model = copy.deepcopy(VARIANTS["model"])
    for change in changes:
        *way, last = change["at"]
        place = model
        for key in way:
            place = place[key]
        if "value" in change:
            place[last] = change["value"]
        else:
            del place[last]
    return model


def problems(validator, changes):
    return [error.message for error in validator.iter_errors(changed(changes))]


@pytest.mark.parametrize("changes", VARIANTS["right"], ids=json.dumps)
def test_what_is_right(validator, changes):
    assert problems(validator, changes) == []


@pytest.mark.parametrize("changes", VARIANTS["wrong"], ids=json.dumps)
def test_what_is_wrong(validator, changes):
    assert problems(validator, changes) != []


def keys(params, below=""):
    """List the keys of a descriptor, those of mappings inside it too."""
    for param in params:
        yield below + param["name"]
        kind = param["type"]
        while isinstance(kind, dict) and "optional" in kind:
            kind = kind["optional"]
        if isinstance(kind, dict) and "record" in kind:
            yield from keys(kind["record"], below + param["name"] + ".")


def properties(schema, below=""):
    for name, value in schema.get("properties", {}).items():
        yield below + name
        if name != "candidates":  # these are families, no keys of the descriptor
            yield from properties(value, below + name + ".")


def test_every_key_of_the_declaration_is_in_the_schema(validator, root):
    descriptor = json.loads((root / "scala/src/main/resources/peleus/learning/model.json").read_text("utf-8"))
    assert sorted(properties(validator.schema)) == sorted(keys(descriptor["params"]))
