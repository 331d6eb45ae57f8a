"""What the suites of JSON Schemas share."""

import json
from importlib.resources import files

import pytest
from jsonschema import validators


@pytest.fixture(scope="session")
def schema_validator():
    """Give the validator of a schema in the package, which is itself a right schema."""

    def of(name):
        schema = json.loads((files("peleus") / "schemas" / name).read_text("utf-8"))
        kind = validators.validator_for(schema)
        kind.check_schema(schema)
        return kind(schema)

    return of
