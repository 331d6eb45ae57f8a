"""``check`` with a store on HDFS and the Thrift metastore: published, corrected, sent twice, and read by others."""

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

TABLE = "flights.checked"
DATE = "2013-01"
CONTRACT = """contract: flights
version: 1.0.0
delivery: {files: "flights_{date:yyyy-MM}*.csv"}
policy: {tolerate: {percent: 40}}
fields:
  day:     {type: date, formats: [yyyy-MM-dd], required: true}
  carrier: {type: string, required: true}
  flight:  {type: integer, required: true}
"""
HEADER = "day,carrier,flight\n"
FIRST = f"{HEADER}2013-01-01,UA,1545\n2013-01-01,AA,many\n2013-01-02,B6,725\n"
CORRECTED = f"{HEADER}2013-01-01,UA,1545\n2013-01-01,AA,1141\n2013-01-02,,725\n2013-01-03,DL,461\n"


@dataclass(frozen=True)
class Seen:
    """How things stand after a command: what it said, what its store holds, what the other application finds."""

    code: int
    said: str
    files: dict[str, bytes]
    tables: dict[str, dict]

    @property
    def clean(self):
        return self.tables[TABLE]["rows"]

    @property
    def rejects(self):
        return self.tables[f"{TABLE}_rejects"]["rows"]

    @property
    def published(self):
        return json.loads(self.files["tables/flights/checked/published.json"])

    @property
    def run(self):
        """The number of the run that is published."""
        return self.published["partitions"][0]["run"]

    @property
    def ledger(self):
        lines = f"ledger/{TABLE}/"
        return {name: text for name, text in self.files.items() if name.startswith(lines) and name.endswith(".json")}

    def report(self, run):
        return json.loads(self.files[f"runs/{TABLE}/{DATE}/run={run}/report.json"])


@pytest.fixture(scope="module")
def store(cluster):
    return f"{cluster.uri}/flights/store"


@pytest.fixture(scope="module")
def story(cluster, python, jar, run, store, tmp_path_factory):
    """Three deliveries for one date, by both command lines: the first, a corrected one, that one once more."""
    here = tmp_path_factory.mktemp("flights")
    (here / "flights.yaml").write_text(CONTRACT)
    cluster.hdfs("-mkdir", "-p", f"{cluster.uri}/flights/inbox")
    cluster.hdfs("-put", here / "flights.yaml", f"{cluster.uri}/flights")
    reader = [sys.executable, str(Path(__file__).with_name("reader.py"))]

    def deliver(command, name, text):
        (here / name).write_text(text)
        sent = f"{cluster.uri}/flights/inbox/{name}"
        cluster.hdfs("-put", here / name, sent)
        what = ["--contract", f"{cluster.uri}/flights/flights.yaml", "--delivery", sent, "--into", TABLE]
        done = run(command, "check", *what, "--store", store, "--catalog", cluster.metastore)
        assert done.returncode == 0, done.stderr
        read = run(reader, TABLE, f"{TABLE}_rejects")
        assert read.returncode == 0, read.stderr
        copy = here / f"{name}.store"
        cluster.hdfs("-get", store, copy)
        return Seen(done.returncode, done.stdout, contents(copy), json.loads(read.stdout.splitlines()[-1]))

    return [
        deliver(python, "flights_2013-01.csv", FIRST),
        deliver(jar, "flights_2013-01_corrected.csv", CORRECTED),
        deliver(python, "flights_2013-01_again.csv", CORRECTED),
    ]


def contents(folder):
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def delivery_id(text):
    """Say what a delivery of one text is: the hash over the list of its members' hashes."""
    return hashlib.sha256(f"{hashlib.sha256(text.encode()).hexdigest()}\n".encode()).hexdigest()


def cells(rows):
    return sorted((row["day"], row["carrier"], row["flight"], row["_line"]) for row in rows)


def records(rows):
    return [(row["_line"], row["_record"], [reason["rule"] for reason in row["_reasons"]]) for row in rows]


def test_another_application_reads_what_was_published(story):
    first = story[0]
    assert cells(first.clean) == [("2013-01-01", "UA", 1545, 2), ("2013-01-02", "B6", 725, 4)]
    assert records(first.rejects) == [(3, "2013-01-01,AA,many", ["type"])]
    marks = {(row["_delivery"], row["_run"], row["_date"]) for row in first.clean + first.rejects}
    assert marks == {(delivery_id(FIRST), first.run, DATE)}
    assert first.report(first.run)["verdict"] == "published"
    assert first.report(first.run)["run"]["decision"] == "new"


def test_a_corrected_delivery_takes_the_place_of_the_first(story):
    first, second, _ = story
    assert cells(second.clean) == [
        ("2013-01-01", "AA", 1141, 3),
        ("2013-01-01", "UA", 1545, 2),
        ("2013-01-03", "DL", 461, 5),
    ]
    assert records(second.rejects) == [(4, "2013-01-02,,725", ["missing"])]
    assert {row["_run"] for row in second.clean + second.rejects} == {second.run}
    assert second.run > first.run
    run = second.report(second.run)["run"]
    assert (run["decision"], run["corrects"]) == ("corrected", first.run)


def test_a_partition_lies_in_the_folder_of_its_run(story, store):
    for seen in story:
        folder = f"{store}/tables/flights/checked/{DATE}/run={seen.run}"
        assert seen.tables[TABLE]["partitions"] == {DATE: f"{folder}/clean"}
        assert seen.tables[f"{TABLE}_rejects"]["partitions"] == {DATE: f"{folder}/rejects"}


def test_the_folder_of_the_first_run_is_still_there(story):
    first, second, _ = story
    old = f"tables/flights/checked/{DATE}/run={first.run}/"
    kept = {name: text for name, text in first.files.items() if name.startswith(old)}
    assert any(name.startswith(f"{old}clean/part-") for name in kept)
    assert {name: text for name, text in second.files.items() if name.startswith(old)} == kept


def test_published_json_lists_what_is_published_and_nothing_else(story):
    for seen, text, rows in zip(story, (FIRST, CORRECTED, CORRECTED), (2, 3, 3), strict=True):
        partition = {"date": DATE, "run": seen.run, "delivery": delivery_id(text), "rows": rows}
        partition["folder"] = f"{DATE}/run={seen.run}/clean"
        assert seen.published == {"version": 1, "table": TABLE, "partitions": [partition]}


def test_the_same_delivery_once_more_changes_nothing(story):
    _, second, third = story
    assert "DUPLICATE" in third.said
    assert third.tables == second.tables
    assert third.published == second.published


def test_the_ledger_only_grows(story):
    before = {}
    states = []
    for seen in story:
        assert before.items() <= seen.ledger.items(), "what was written stays as it was"
        states.append(Counter(json.loads(text)["state"] for name, text in seen.ledger.items() if name not in before))
        before = seen.ledger
    assert states[0] == states[1] == {"started": 1, "published": 1}
    assert states[2]["duplicate"] == 1
    assert states[2].keys() <= {"started", "duplicate"}
