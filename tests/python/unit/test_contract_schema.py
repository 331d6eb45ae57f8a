"""The JSON Schema that editors use for contracts takes what is right and refuses what is wrong."""

import copy

import pytest
import yaml


@pytest.fixture(scope="module")
def validator(schema_validator):
    return schema_validator("contract.schema.json")


@pytest.fixture
def contract(root):
    return yaml.safe_load((root / "tests/resources/contracts/flights.yaml").read_text("utf-8"))


def changed(contract, path, value):
    """Copy a contract and put a value at a path; None takes the key away."""
    copied = copy.deepcopy(contract)
    *way, last = path
    place = copied
    for key in way:
        place = place[key]
    if value is None:
        del place[last]
    else:
        place[last] = value
    return copied


def problems(validator, contract):
    return [error.message for error in validator.iter_errors(contract)]


def test_the_contract_of_the_flights(validator, contract):
    assert problems(validator, contract) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("delivery", "dialect", "delimiter"), ";"),
        (("delivery", "encoding"), "utf-8"),
        (("delivery", "dialect"), None),
        (("policy",), None),
        (("rules",), None),
        (("rules", 0), {"flew_if_arrived": {"expr": "air_time > 0", "on_fail": "drop"}}),
        (("fields", "carrier", "on_fail"), {"missing": {"default": "XX"}, "enum": "set_null"}),
        (("fields", "carrier"), {}),
        (("fields", "carrier", "enum"), ["AA", "UA"]),
        (("fields", "flight_date", "minimum"), "2013-01-01"),
    ],
)
def test_ways_to_write_the_same(validator, contract, path, value):
    assert problems(validator, changed(contract, path, value)) == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("contract",), None),
        (("version",), None),
        (("delivery",), None),
        (("delivery", "files"), None),
        (("fields",), None),
        (("delivry",), {}),
        (("delivery", "compression"), "zip"),
        (("delivery", "fields_match"), "fuzzy"),
        (("delivery", "dialect", "preamble_rows"), "two"),
        (("policy", "default"), "explode"),
        (("policy", "beyond"), "ignore"),
        (("policy", "tolerate", "percent"), "many"),
        (("fields", "carrier", "typ"), "string"),
        (("fields", "carrier", "type"), "varchar"),
        (("fields", "carrier", "required"), "perhaps"),
        (("fields", "carrier", "max_length"), "six"),
        (("fields", "carrier", "on_fail"), {"missing": "explode"}),
        (("fields", "carrier", "on_fail"), {"mising": "drop"}),
        (("rules",), {"unique": ["carrier"]}),
        (("rules", 2), {"row_count": {"least": 1}}),
    ],
)
def test_what_is_wrong(validator, contract, path, value):
    assert problems(validator, changed(contract, path, value)) != []
