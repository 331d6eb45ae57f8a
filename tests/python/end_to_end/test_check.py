"""``check`` from both command lines: the same words, the same folders, the same exit codes."""

import gzip
import json
import os
import subprocess
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

CONTRACT = """contract: people
version: 1.0.0
delivery:
  files: "people_{date:yyyy-MM}*.{csv,csv.gz}"
  encoding: [utf-8, windows-1252]
  dialect: {delimiter: [",", ;]}
policy: {tolerate: {percent: 40}}
fields:
  id:    {type: integer, required: true}
  birth: {type: date, formats: [yyyy-MM-dd, dd/MM/yyyy], labels: [né le]}
  name:  {type: string, max_length: 10}
"""
PLAIN = "id,birth,name\n1,1980-12-31,Ann\n2,31/12/1980,Bob\nx,,Zoe\n"


@pytest.fixture
def project(tmp_path):
    (tmp_path / "people.yaml").write_text(CONTRACT)
    (tmp_path / "inbox").mkdir()
    return tmp_path


@pytest.fixture
def check(run):
    def started(command, project, *more, user=None):
        words = ["--contract", "people.yaml", "--delivery", "inbox", "--into", "staged", *more]
        return run(command, project, "check", *words, user=user)

    return started


def report(project):
    return json.loads((project / "staged/report.json").read_text())


def test_stages_the_rows_and_says_what(command, project, check):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN)
    done = check(command, project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == (
        "check  STAGED  people 2024-05  4 lines = 1 header + 3 of records: 2 clean + 1 rejected  -> staged/report.json"
    )
    rows = pq.read_table(project / "staged/clean").sort_by("id").to_pylist()
    assert [(row["id"], str(row["birth"]), row["name"], row["_line"]) for row in rows] == [
        (1, "1980-12-31", "Ann", 2),
        (2, "1980-12-31", "Bob", 3),
    ]
    reject = pq.read_table(project / "staged/rejects").to_pylist()[0]
    assert (reject["_line"], reject["_record"]) == (4, "x,,Zoe")
    assert [(r["column"], r["rule"], r["code"], r["value"]) for r in reject["_reasons"]] == [
        ("id", "type", "no_number", "x")
    ]
    assert report(project)["verdict"] == "staged"


def test_another_export_is_the_same_table(command, project, check):
    text = "id;né le;name\n1;31/12/1980;Zoé\n"
    (project / "inbox/people_2024-06.csv.gz").write_bytes(gzip.compress(text.encode("windows-1252")))
    done = check(command, project)
    assert done.returncode == 0, done.stderr
    assert pq.read_table(project / "staged/clean").to_pylist()[0]["name"] == "Zoé"
    file = report(project)["delivery"]["files"][0]
    assert (file["compression"], file["delimiter"], file["encoding"]["name"]) == ("gzip", ";", "windows-1252")
    assert file["encoding"]["refused"] == [{"encoding": "utf-8", "line": 1, "offset": 4}]


def test_too_many_rejects_hold_the_delivery(command, project, check):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN + "y,,\n")
    done = check(command, project)
    assert done.returncode == 10
    assert "HELD  people 2024-05" in done.stderr
    assert "2 of 4 records rejected or dropped (50.00 %); tolerated are 40.0 %" in done.stderr
    assert report(project)["verdict"] == "held"


def test_a_truncated_file_fails_the_delivery(command, project, check):
    whole = gzip.compress(PLAIN.encode())
    (project / "inbox/people_2024-05.csv.gz").write_bytes(whole[: len(whole) // 2])
    done = check(command, project)
    assert done.returncode == 11
    assert "people_2024-05.csv.gz" in done.stderr
    assert [problem["code"] for problem in report(project)["problems"]] == ["truncated"]
    assert sorted(entry.name for entry in (project / "staged").iterdir() if entry.name[0] != ".") == ["report.json"]


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("people_2024-05.csv", b"", "is empty"),
        ("people_2024-05.csv", b"id,birth,name\n", "nothing after its header"),
        ("people_2024-05.csv", gzip.compress(PLAIN.encode()), "its name says"),
        ("people_2024-05.csv.gz", PLAIN.encode(), "its name says gzip"),
        ("people_2024-05.csv", b"id,birth,nom\n1,,Ann\n", "'nom'"),
    ],
    ids=["empty", "header only", "gz named csv", "csv named gz", "header"],
)
def test_a_file_that_is_not_what_it_should_be(python, check, project, name, content, says):
    (project / "inbox" / name).write_bytes(content)
    done = check(python, project)
    assert done.returncode == 11, done.stderr
    assert says in done.stderr
    assert not (project / "staged/clean").exists()


def test_a_wrong_contract_ends_with_2_and_its_place(command, project, check):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN)
    (project / "people.yaml").write_text(CONTRACT.replace("required:", "requierd:"))
    done = check(command, project)
    assert done.returncode == 2
    assert "people.yaml:9:26" in done.stderr
    assert "unknown key 'requierd', did you mean 'required'?" in done.stderr
    assert not (project / "staged").exists()


@pytest.mark.parametrize(
    ("prepare", "says"),
    [
        (lambda p: (p / "staged").mkdir(), "into: 'staged' exists"),
        (lambda p: (p / "inbox/people_2024-05.csv").unlink(), "inbox"),
        (lambda p: (p / "inbox/people_2024-06.csv").write_text(PLAIN), "2024-05 and 2024-06"),
        (lambda p: (p / "inbox/persons.csv").write_text(PLAIN), "the name 'persons.csv' is not one of a delivery"),
        (lambda p: (p / "people.yaml").unlink(), "there is no file people.yaml"),
    ],
    ids=["into exists", "nothing delivered", "two dates", "another name", "no contract"],
)
def test_what_cannot_be_done_ends_with_2_and_writes_nothing(python, check, project, prepare, says):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN)
    prepare(project)
    before = sorted(project.rglob("*"))
    done = check(python, project)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert sorted(project.rglob("*")) == before


def test_a_date_that_is_given_counts(python, check, project):
    (project / "inbox/persons.csv").write_text(PLAIN)
    done = check(python, project, "--date", "2024-07")
    assert done.returncode == 0, done.stderr
    assert report(project)["date"] == "2024-07"


@pytest.fixture
def somebody(python):
    """Name another user than root, whom nothing is denied; None for whoever runs the tests if that is not root."""
    if os.getuid() != 0:
        return None
    try:
        subprocess.run([*python, "--version"], user="nobody", check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"the user nobody cannot run this installation: {error}")
    return "nobody"


@pytest.fixture
def open_project():
    """Give a folder that other users may enter, as pytest's own may not be."""
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        (project / "people.yaml").write_text(CONTRACT)
        (project / "inbox").mkdir()
        (project / "inbox/people_2024-05.csv").write_text(PLAIN)
        (project / "inbox").chmod(0o755)
        project.chmod(0o777)
        yield project


@pytest.mark.parametrize(
    ("denied", "mode", "says"),
    [("inbox", 0o700, "inbox"), (".", 0o755, "into: nothing can be written in")],
    ids=["reading", "writing"],
)
def test_without_permission(python, check, open_project, somebody, denied, mode, says):
    (open_project / denied).chmod(mode if somebody else mode & 0o577)
    done = check(python, open_project, user=somebody)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert sorted(entry.name for entry in open_project.iterdir()) == ["inbox", "people.yaml"]
