"""Contracts as ODCS documents: valid by the published schema, and back without loss."""

import hashlib
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft201909Validator
from peleus import _odcs, _yaml

SCHEMA = "third_party/odcs/odcs-json-schema-v3.1.0.json"
SHA256 = "2cb7dd6fe43344d2233e0406438622681dc3ebadcf8f0d606a15b40c8f6752c0"

FIELD = {
    "type": "string", "description": None, "labels": [], "required": False, "formats": [], "languages": ["fr", "en"],
    "pivot_year": None, "decimal_char": ["."], "group_char": [], "allow": [], "true_values": [], "false_values": [],
    "missing_values": None, "minimum": None, "maximum": None, "min_length": None, "max_length": None, "pattern": None,
    "enum": [], "mask": False, "on_fail": {},
}  # fmt: skip
DIALECT = {"delimiter": [","], "quote_char": '"', "preamble_rows": 0, "max_record_lines": 50}
CONTRACT = {
    "contract": "flights",
    "version": "1.2.0",
    "delivery": {
        "files": "flights_*.csv",
        "encoding": ["utf-8"],
        "dialect": DIALECT,
        "fields_match": "equal",
        "missing_values": [],
    },
    "fields": {"carrier": FIELD},
    "description": None,
    "policy": {"default": "quarantine", "tolerate": {"percent": 5.0, "rows": None}, "beyond": "hold"},
    "rules": [],
}
RULE = {"name": "a rule", "expr": None, "unique": [], "row_count": None, "on_fail": None}

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
lists = st.lists(words, max_size=3)
counts = st.integers(0, 2**63 - 1)
names = st.sampled_from(["fail", "quarantine", "drop", "set_null", "default", "keep_flag", "warn"])
actions = st.fixed_dictionaries({"action": names, "value": st.none() | texts})
kinds = ["missing", "type", "minimum", "maximum", "min_length", "max_length", "pattern", "enum"]
bounds = st.none() | words | st.integers().map(str) | st.decimals(allow_nan=False, allow_infinity=False).map(str)
fields = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["string", "integer", "number", "decimal(12,2)", "decimal(18,0)", "boolean", "date"]),
        "description": st.none() | texts,
        "labels": lists,
        "required": st.booleans(),
        "formats": st.lists(st.sampled_from(["yyyy-MM-dd", "dd/MM/yyyy", "d MMM yy"]), max_size=2),
        "languages": st.sampled_from([["fr", "en"], ["en"]]),
        "pivot_year": st.none() | st.integers(1900, 2000),
        "decimal_char": st.sampled_from([["."], [","], [".", ","]]),
        "group_char": lists,
        "allow": st.lists(st.sampled_from(["currency", "parentheses", "percent"]), unique=True),
        "true_values": lists,
        "false_values": lists,
        "missing_values": st.none() | lists,
        "minimum": bounds | st.dates().map(str),
        "maximum": bounds | st.dates().map(str),
        "min_length": st.none() | st.integers(0, 99),
        "max_length": st.none() | st.integers(0, 99),
        "pattern": st.none() | texts,
        "enum": lists | st.lists(st.integers().map(str), max_size=3),
        "mask": st.booleans(),
        "on_fail": st.dictionaries(st.sampled_from(kinds), actions, max_size=3),
    }
)
limits = st.fixed_dictionaries({"minimum": st.none() | counts, "maximum": st.none() | counts})
checked = (
    st.tuples(words, st.just([]), st.none())
    | st.tuples(st.none(), st.lists(words, min_size=1, max_size=3), st.none())
    | st.tuples(st.none(), st.just([]), limits)
)
rules = st.builds(
    lambda name, what, on_fail: dict(zip(RULE, (name, *what, on_fail), strict=True)),
    st.sampled_from(["row_count", "unique", "a"]),
    checked,
    st.none() | actions,
)
contracts = st.fixed_dictionaries(
    {
        "contract": words,
        "version": words,
        "delivery": st.fixed_dictionaries(
            {
                "files": words,
                "encoding": lists,
                "dialect": st.fixed_dictionaries(
                    {
                        "delimiter": lists,
                        "quote_char": st.none() | words,
                        "preamble_rows": st.integers(0, 9),
                        "max_record_lines": st.integers(1, 99),
                    }
                ),
                "fields_match": st.sampled_from(["exact", "equal", "subset", "superset", "partial"]),
                "missing_values": lists,
            }
        ),
        "fields": st.dictionaries(words, fields, max_size=3),
        "description": st.none() | texts,
        "policy": st.fixed_dictionaries(
            {
                "default": names,
                "tolerate": st.fixed_dictionaries(
                    {"percent": st.none() | st.floats(0, 100), "rows": st.none() | counts}
                ),
                "beyond": st.sampled_from(["hold", "fail"]),
            }
        ),
        "rules": st.lists(rules, max_size=4),
    }
)


@pytest.fixture(scope="module")
def problems(root):
    """What the published schema has against a document."""
    validator = Draft201909Validator(json.loads((root / SCHEMA).read_text("utf-8")))
    return lambda document: [error.message for error in validator.iter_errors(document)]


def exported(problems, **said):
    document = _odcs.to_odcs(CONTRACT | said)
    assert problems(document) == []
    assert _odcs.from_odcs(document) == CONTRACT | said
    return document


def property_of(problems, **said):
    """Export one field and give what stands of it in the document."""
    (written,) = exported(problems, fields={"amount": FIELD | said})["schema"][0]["properties"]
    return written


def custom(element):
    (found,) = element["customProperties"]
    assert found["property"] == "peleus"
    return found["value"]


def test_the_schema_is_the_published_one(root):
    assert hashlib.sha256((root / SCHEMA).read_bytes()).hexdigest() == SHA256


def test_the_schema_refuses_what_is_no_document(problems):
    document = _odcs.to_odcs(CONTRACT)
    assert problems(document | {"delivery": {}})
    assert problems({key: value for key, value in document.items() if key != "status"})


@given(contract=contracts)
def test_every_contract_is_valid_and_comes_back_as_it_was(contract, problems):
    document = _odcs.to_odcs(contract)
    assert problems(document) == []
    read = _odcs.from_odcs(yaml.safe_load(_yaml.dump(document)))
    assert read == contract
    assert list(read["fields"]) == list(contract["fields"])  # the order of the columns


def test_a_plain_contract_needs_one_word_that_the_standard_lacks(problems):
    assert exported(problems) == {
        "apiVersion": "v3.1.0",
        "kind": "DataContract",
        "id": "urn:peleus:contract:flights",
        "name": "flights",
        "version": "1.2.0",
        "status": "active",
        "schema": [
            {
                "name": "flights",
                "logicalType": "object",
                "physicalType": "table",
                "properties": [
                    {
                        "name": "carrier",
                        "physicalName": "carrier",
                        "logicalType": "string",
                        "physicalType": "string",
                        "required": False,
                    }
                ],
                "customProperties": [{"property": "peleus", "value": {"delivery": {"files": "flights_*.csv"}}}],
            }
        ],
    }


def test_only_what_differs_from_a_default_is_added(problems):
    delivery = CONTRACT["delivery"] | {"dialect": DIALECT | {"delimiter": [";"]}}
    policy = CONTRACT["policy"] | {"tolerate": {"percent": None, "rows": 9}}
    (table,) = exported(problems, delivery=delivery, policy=policy)["schema"]
    assert custom(table) == {
        "delivery": {"files": "flights_*.csv", "dialect": {"delimiter": [";"]}},
        "policy": {"tolerate": {"percent": None, "rows": 9}},
    }


def test_the_description_is_the_purpose(problems):
    assert exported(problems, description="Flights, by month.")["description"] == {"purpose": "Flights, by month."}


@pytest.mark.parametrize(
    ("type_", "logical", "physical", "options"),
    [
        ("string", "string", "string", None),
        ("integer", "integer", "bigint", {"format": "i64"}),
        ("number", "number", "double", {"format": "f64"}),
        ("decimal(12,2)", "number", "decimal(12,2)", None),
        ("boolean", "boolean", "boolean", None),
        ("date", "date", "date", {"format": "yyyy-MM-dd"}),
    ],
)
def test_types(problems, type_, logical, physical, options):
    written = property_of(problems, type=type_)
    assert (written["logicalType"], written["physicalType"]) == (logical, physical)
    assert written.get("logicalTypeOptions") == options
    assert "customProperties" not in written


def test_the_first_label_is_the_physical_name(problems):
    written = property_of(problems, labels=["Montant TTC"], required=True, description="With tax.")
    assert (written["physicalName"], written["required"]) == ("Montant TTC", True)
    assert written["description"] == "With tax."
    assert "customProperties" not in written
    assert custom(property_of(problems, labels=["Montant", "Total"])) == {"labels": ["Montant", "Total"]}


def test_bounds_of_numbers_are_numbers(problems):
    written = property_of(problems, type="integer", minimum="-120", maximum="2000")
    assert written["logicalTypeOptions"] == {"format": "i64", "minimum": -120, "maximum": 2000}
    assert "customProperties" not in written
    written = property_of(problems, type="decimal(8,2)", minimum="0.50", maximum="9.5")
    assert written["logicalTypeOptions"] == {"minimum": 0.5, "maximum": 9.5}
    assert custom(written) == {"minimum": "0.50"}  # the same number, written otherwise
    assert "logicalTypeOptions" not in property_of(problems, type="decimal(8,2)", maximum="1e999")


def test_bounds_of_dates_are_texts_and_the_first_layout_is_the_format(problems):
    written = property_of(problems, type="date", formats=["dd/MM/yyyy"], minimum="2013-01-01", maximum="2013-12-31")
    options = {"format": "dd/MM/yyyy", "minimum": "2013-01-01", "maximum": "2013-12-31"}
    assert written["logicalTypeOptions"] == options
    assert "customProperties" not in written
    assert custom(property_of(problems, type="date", formats=["dd/MM/yyyy", "yyyy-MM-dd"])) == {
        "formats": ["dd/MM/yyyy", "yyyy-MM-dd"]
    }


def test_patterns_are_anchored_as_the_standard_searches(problems):
    written = property_of(problems, pattern="AF|BA", min_length=2, max_length=6)
    assert written["logicalTypeOptions"] == {"minLength": 2, "maxLength": 6, "pattern": "^(?:AF|BA)$"}
    assert "customProperties" not in written


@pytest.mark.parametrize(
    ("type_", "enum", "valid"),
    [
        ("string", ["AA", "08"], ["AA", "08"]),
        ("integer", ["1", "-2"], [1, -2]),
        ("decimal(8,2)", ["10", "20"], [10, 20]),
    ],
)
def test_allowed_values_that_the_table_holds_too(problems, type_, enum, valid):
    written = property_of(problems, type=type_, enum=enum)
    assert written["quality"] == [
        {"type": "library", "metric": "invalidValues", "arguments": {"validValues": valid}, "mustBe": 0}
    ]
    assert "customProperties" not in written


@pytest.mark.parametrize(
    ("type_", "enum"),
    [
        ("date", ["01/02/2013"]),
        ("boolean", ["oui"]),
        ("integer", ["007"]),
        ("number", ["1,5", "2"]),
        ("number", ["1.5"]),
    ],
)
def test_allowed_values_that_only_the_file_holds(problems, type_, enum):
    written = property_of(problems, type=type_, enum=enum)
    assert "quality" not in written
    assert custom(written) == {"enum": enum}


def test_masked_columns_are_restricted_and_stay_masked_when_that_word_is_edited(problems):
    contract = CONTRACT | {"fields": {"tailnum": FIELD | {"mask": True}}}
    document = _odcs.to_odcs(contract)
    assert problems(document) == []
    (written,) = document["schema"][0]["properties"]
    assert written["classification"] == "restricted"
    written["classification"] = "public"
    assert _odcs.from_odcs(document) == contract


def test_actions_are_the_contracts_own(problems):
    on_fail = {"missing": {"action": "default", "value": "0.00"}}
    assert custom(property_of(problems, on_fail=on_fail)) == {"on_fail": on_fail}


def test_rules_are_checks(problems):
    held = {"action": "hold", "value": None}
    document = exported(
        problems,
        rules=[
            RULE | {"name": "flew", "expr": "arr_time is null or air_time > 0 -- minutes"},
            RULE | {"name": "unique", "unique": ["carrier", "flight"]},
            RULE | {"name": "row_count", "row_count": {"minimum": 0, "maximum": 40000}, "on_fail": held},
        ],
    )
    on_fail = [{"property": "peleus", "value": {"on_fail": held}}]
    query = "SELECT COUNT(*) FROM {object} WHERE NOT (\narr_time is null or air_time > 0 -- minutes\n)"
    assert document["schema"][0]["quality"] == [
        {"name": "flew", "type": "sql", "query": query, "mustBe": 0},
        {
            "name": "unique",
            "type": "library",
            "metric": "duplicateValues",
            "arguments": {"properties": ["carrier", "flight"]},
            "mustBe": 0,
        },
        {
            "name": "row_count",
            "type": "library",
            "metric": "rowCount",
            "mustBeGreaterOrEqualTo": 0,
            "customProperties": on_fail,
        },
        {
            "name": "row_count",
            "type": "library",
            "metric": "rowCount",
            "mustBeLessOrEqualTo": 40000,
            "customProperties": on_fail,
        },
    ]


def test_two_rules_of_one_name_stay_two(problems):
    least, most = {"minimum": 1, "maximum": None}, {"minimum": None, "maximum": 9}
    exported(problems, rules=[RULE | {"row_count": least}, RULE | {"row_count": most}])


def test_two_counts_of_rows_are_told_apart_by_their_names(problems):
    least, most = {"minimum": 1, "maximum": None}, {"minimum": None, "maximum": 9}
    rules = [RULE | {"name": "least", "row_count": least}, RULE | {"name": "most", "row_count": most}]
    (table,) = exported(problems, rules=rules)["schema"]
    assert custom(table) == {"delivery": {"files": "flights_*.csv"}}


def test_a_name_with_blanks_gives_a_proper_id(problems):
    assert exported(problems, contract="vols d'été")["id"] == "urn:peleus:contract:vols%20d%27%C3%A9t%C3%A9"
