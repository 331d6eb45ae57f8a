"""
A project whose deliveries are received and checked by ``peleus run``, again and again, in one process.

What arrives later lies in another folder, and ``peleus receive`` takes it from there.
"""

import hashlib
import json
import re

import pytest

PROJECT = "project: people\n"
PIPELINE = """pipeline: people
steps:
  - receive: {from: inbox}
  - check:   {contract: people.yaml, into: people.checked}
"""
CONTRACT = """contract: people
version: 1.0.0
delivery: {files: "people_{date:yyyy-MM}*.csv"}
policy: {tolerate: {percent: 40}}
fields:
  id:   {type: integer, required: true}
  born: {type: date}
"""
MAY = "id,born\n1,1980-12-31\n2,1981-01-01\nx,1982-02-02\n"
DELIVERED = {
    "inbox/people_2024-05.csv": MAY,
    "inbox/people_2024-06.csv": "\x1f\x8b broken",
    "inbox/people_2024-07.csv.part": "id,bo",
    "later/again/people_2024-06_v2.csv": MAY.replace("1980", "1979"),
    "later/people_2024-07.csv": MAY.replace("1980", "1978"),
    "later/readme.txt": "who sends what",
}
RECEIVE = ["receive", "--inbox", "later", "--store", "data"]
STORY = {
    "first": ["run", "."],
    "nothing new": ["run", "."],
    "received": RECEIVE,
    "received again": RECEIVE,
    "june": ["run", ".", "--date", "2024-06"],
    "rest": ["run", "../people", "--from", "check"],
    "in the end": ["run", "."],
    "unknown step": ["run", ".", "--from", "people.cheked"],
    "unknown key": ["run", "../wrong"],
    "no folder": ["receive", "--inbox", "none", "--store", "data"],
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("projects") / "people"
    wrong = folder.parent / "wrong"
    for place in (folder, wrong):
        place.mkdir()
        (place / "peleus.yaml").write_text(PROJECT)
        (place / "pipeline.yaml").write_text(PIPELINE)
        (place / "people.yaml").write_text(CONTRACT)
    (wrong / "pipeline.yaml").write_text(PIPELINE.replace("contract:", "contrat:"))
    for name, text in DELIVERED.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def told(project, run_all):
    return dict(zip(STORY, run_all(project, STORY.values()), strict=True))


@pytest.fixture(scope="module")
def records(project, told):
    """The records of the runs, oldest first."""
    return [json.loads(file.read_text()) for file in sorted((project / "data/runs/people").glob("*.json"))]


def without_times(text):
    return [re.sub(r" +\d+\.\d s", "  T", line) for line in text.splitlines()]


def test_a_run_receives_and_checks_and_says_what_failed(project, told):
    first = told["first"]
    assert first.returncode == 11, first.stderr
    says = without_times(first.stdout)
    assert says[0] == "receive  inbox                    RECEIVED   2 deliveries  T"
    assert re.sub(" +", " ", says[1]) == (
        "check people.checked 2024-05 PUBLISHED 2 of 3 records are clean, 1 is rejected T "
        "data/runs/people.checked/2024-05/run=1/report.html"
    )
    assert "2024-06  FAILED     the delivery cannot be read: 1 file is" in says[2]
    assert says[-2:] == ["1 received, 1 published, 1 failed  T", "all runs: data/index.html"]
    progress = [line for line in first.stderr.splitlines() if line.startswith("[")]
    assert [line[:9] for line in progress] == ["[1/3] rec", "[2/3] che", "[3/3] che"]
    assert (project / "data/runs/people.checked/2024-05/run=1/report.html").is_file()


def test_raw_bytes_are_kept_under_their_hash(project, told):
    digest = hashlib.sha256(MAY.encode()).hexdigest()
    assert (project / f"data/landing/{digest}/people_2024-05.csv").read_text() == MAY
    receipt = json.loads((project / "data/landing/receipts/00000001.json").read_text())
    assert (receipt["number"], receipt["entry"]) == (1, "people_2024-05.csv")
    path = f"landing/{digest}/people_2024-05.csv"
    assert receipt["files"] == [{"name": "people_2024-05.csv", "bytes": len(MAY), "sha256": digest, "path": path}]


def test_a_second_run_has_nothing_to_do(told):
    again = told["nothing new"]
    assert again.returncode == 0, again.stderr
    assert without_times(again.stdout) == [
        "receive  inbox    UNCHANGED  nothing new, 2 received before  T",
        "nothing to do: everything is as the last run left it  T",
        "all runs: data/index.html",
    ]


def test_receive_alone(told):
    assert told["received"].returncode == 0
    assert told["received"].stdout.splitlines() == [
        "receive  3 deliveries",
        "         3  again  1 file",
        "         4  people_2024-07.csv  1 file",
        "         5  readme.txt  1 file",
    ]
    assert told["received again"].stdout == "receive  nothing new, 3 received before\n"
    assert told["no folder"].returncode == 2
    assert told["no folder"].stderr.endswith("receive  there is no folder none: deliveries are taken from there\n")


def test_a_date_alone_and_then_the_rest(told, records):
    june, rest = told["june"], told["rest"]
    assert (june.returncode, rest.returncode) == (0, 0)
    assert "2024-06  PUBLISHED  2 of 3 records are clean" in june.stdout
    assert "2024-07" not in june.stdout
    assert "2024-07  PUBLISHED  2 of 3 records are clean" in rest.stdout
    nobody = "delivery 5, readme.txt: no contract takes it: readme.txt"
    assert all(nobody in told[each].stdout.splitlines() for each in ("june", "rest", "in the end"))
    assert "nothing to do" in told["in the end"].stdout
    steps = [[(step["step"], step["date"], step.get("delivery")) for step in each["steps"]] for each in records]
    assert steps == [
        [("receive", None, None), ("check", "2024-05", 1), ("check", "2024-06", 2)],
        [("receive", None, None)],
        [("receive", None, None), ("check", "2024-06", 3)],
        [("check", "2024-07", 4)],
        [("receive", None, None)],
    ]


def test_records_say_what_became_of_each_job(project, records):
    first = records[0]
    assert [each["exit_code"] for each in records] == [11, 0, 0, 0, 0]
    assert (first["version"], first["pipeline"], first["environment"]) == (1, "people", "local")
    _, check, failed = first["steps"]
    report = json.loads((project / "data" / check["report"]).read_text())
    assert check["report"] == "runs/people.checked/2024-05/run=1/report.json"
    assert (check["verdict"], check["says"]) == ("published", report["says"])
    assert check["fingerprint"] == report["contract"]["fingerprint"]
    assert (failed["exit_code"], failed["verdict"]) == (11, "failed")


def test_what_is_refused(told):
    step, key = told["unknown step"], told["unknown key"]
    assert (step.returncode, key.returncode) == (2, 2)
    sentence = "run  from: there is no step 'people.cheked', did you mean 'people.checked'?"
    assert sentence in step.stderr
    lines = [line for line in key.stderr.splitlines() if "wrong" in line]
    assert lines == [
        "run  ../wrong/pipeline.yaml:4:14: steps[1].check: 'contract' is missing: "
        "file of the contract, relative to the project",
        "../wrong/pipeline.yaml:4:15: steps[1].check: unknown key 'contrat', "
        "did you mean 'contract'? (allowed: contract, into)",
    ]
