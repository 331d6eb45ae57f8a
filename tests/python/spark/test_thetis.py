"""The checker as a data source, in either kind of session, and the contract that the documentation shows."""

import gzip
import re

import pytest
from peleus import Contract

CONTRACT = """contract: people
version: 1.0.0
delivery: {files: "*.csv.gz", encoding: [utf-8, windows-1252]}
fields:
  id:   {type: integer, required: true}
  name: {type: string, max_length: 3, on_fail: keep_flag}
"""


@pytest.fixture
def rows(spark, tmp_path):
    (tmp_path / "people.yaml").write_text(CONTRACT)
    (tmp_path / "people.csv.gz").write_bytes(gzip.compress("id,name\n1,Zoé\nx,Bob\n3,Marie\n".encode("windows-1252")))
    reader = spark.read.format("thetis").option("contract", str(tmp_path / "people.yaml"))
    return reader.load(str(tmp_path / "people.csv.gz"))


def test_gives_every_record_its_route(rows):
    found = rows.where("_route <> 'metrics'").orderBy("_line").select("_line", "id", "name", "_route", "_flags")
    assert [tuple(row) for row in found.collect()] == [
        (2, 1, "Zoé", "clean", None),
        (3, None, "Bob", "rejects", None),
        (4, 3, "Marie", "clean", ["name.max_length"]),
    ]


def test_rejects_tell_why_and_where(rows):
    (reject,) = rows.where("_route = 'rejects'").select("_line", "_offset", "_record", "_reasons").collect()
    assert (reject["_line"], reject["_offset"], reject["_record"]) == (3, 14, "x,Bob")
    assert [(r["column"], r["rule"], r["value"]) for r in reject["_reasons"]] == [("id", "type", "x")]


def test_the_contract_of_the_page_on_checking_is_read(spark, root, tmp_path):
    page = (root / "docs/checking.md").read_text("utf-8")
    (shown,) = re.findall(r"```yaml\n(contract: .*?)```", page, re.DOTALL)
    (tmp_path / "flights.yaml").write_text(shown, "utf-8")
    (tmp_path / "carriers.csv").write_text("AA\nUA\n")
    assert Contract.load(tmp_path / "flights.yaml", spark).fields["carrier"]["enum"] == ["AA", "UA"]
