"""Contracts in Python: read by the one reader, in either kind of session."""

import pytest
from peleus import Contract, Refused, _odcs

PLAIN = "contract: people\nversion: 1.0.0\ndelivery: {files: 'people_*.csv'}\nfields:\n  name: {}\n"


@pytest.fixture
def write(tmp_path):
    def written(text, encoding="utf-8"):
        file = tmp_path / "people.yaml"
        file.write_text(text, encoding)
        return file

    return written


def test_gives_the_long_form(spark, root):
    contract = Contract.load(root / "tests/resources/contracts/flights.yaml", spark)
    assert (contract.name, contract.version) == ("flights", "1.2.0")
    assert list(contract.fields)[:3] == ["flight_date", "carrier", "flight"]
    assert contract.fields["carrier"]["enum"] == ["AA", "B6", "DL", "UA"]
    assert contract.fields["dep_delay"]["minimum"] == "-120"
    assert contract.fields["dep_delay"]["on_fail"] == {"maximum": {"action": "keep_flag", "value": None}}
    assert contract.fields["distance"]["on_fail"] == {"missing": {"action": "default", "value": "0.0"}}
    assert [rule["name"] for rule in contract.normalised["rules"]] == ["flew_if_arrived", "unique", "row_count"]


def test_the_defaults_are_those_that_exports_leave_out(spark, write):
    document = _odcs.to_odcs(Contract.load(write(PLAIN), spark).normalised)
    (table,) = document["schema"]
    assert table["customProperties"] == [{"property": "peleus", "value": {"delivery": {"files": "people_*.csv"}}}]
    assert "customProperties" not in table["properties"][0]


def test_equal_contracts_are_equal(spark, write):
    contract = Contract.load(write(PLAIN), spark)
    assert contract == Contract.load(write(f"# again\n{PLAIN}"), spark)
    assert contract != Contract.load(write(PLAIN.replace("1.0.0", "1.0.1")), spark)


def test_refuses_with_places(spark, write):
    file = write(PLAIN.replace("{}", "{typ: date}"))
    with pytest.raises(Refused, match=r"people\.yaml:5:\d+: .*typ"):
        Contract.load(file, spark)


def test_refuses_what_is_no_utf_8(spark, write):
    file = write(PLAIN + "description: Été\n", "windows-1252")
    with pytest.raises(Refused, match=r"people\.yaml: a contract is written in UTF-8, and byte 99 is not"):
        Contract.load(file, spark)
