"""``check`` from both command lines: the same words, the same folders, the same exit codes."""

import ctypes
import gzip
import json
import os

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
    def started(command, project, before=None):
        words = ["--contract", "people.yaml", "--delivery", "inbox", "--into", "staged"]
        return run(command, project, "check", *words, before=before)

    return started


def report(project):
    return json.loads((project / "staged/report.json").read_text())


def test_stages_the_rows_and_says_what(command, project, check):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN)
    done = check(command, project)
    assert done.returncode == 0, done.stderr
    told = "report.html" if "peleus.cli" in command else "report.json"  # the jar draws no pages
    assert done.stdout.splitlines()[-1] == (
        f"check  STAGED  people 2024-05  4 lines = 1 header + 3 of records: 2 clean + 1 rejected  -> staged/{told}"
    )
    assert (project / "staged" / told).is_file()
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


def test_too_many_rejects_hold_the_delivery(jar, project, check):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN + "y,,\n")
    done = check(jar, project)
    assert done.returncode == 10
    assert "HELD  people 2024-05" in done.stderr
    assert "2 of 4 records rejected or dropped (50.00 %); tolerated are 40.0 %" in done.stderr
    assert report(project)["verdict"] == "held"


def test_a_truncated_file_fails_the_delivery(python, project, check):
    whole = gzip.compress(PLAIN.encode())
    (project / "inbox/people_2024-05.csv.gz").write_bytes(whole[: len(whole) // 2])
    done = check(python, project)
    assert done.returncode == 11
    assert "people_2024-05.csv.gz" in done.stderr
    assert [problem["code"] for problem in report(project)["problems"]] == ["truncated"]
    kept = sorted(entry.name for entry in (project / "staged").iterdir() if entry.name[0] != ".")
    assert kept == ["report.html", "report.json"]


def test_a_wrong_contract_ends_with_2_and_its_place(python, project, check):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN)
    (project / "people.yaml").write_text(CONTRACT.replace("required:", "requierd:"))
    done = check(python, project)
    assert done.returncode == 2
    assert "people.yaml:9:26" in done.stderr
    assert "unknown key 'requierd', did you mean 'required'?" in done.stderr
    assert not (project / "staged").exists()


@pytest.mark.parametrize(
    ("denied", "mode", "says"),
    [("inbox", 0o000, "inbox may not be read"), (".", 0o555, "into: nothing can be written in")],
    ids=["reading", "writing"],
)
def test_without_permission(python, project, check, denied, mode, says):
    (project / "inbox/people_2024-05.csv").write_text(PLAIN)
    (project / denied).chmod(mode)
    done = check(python, project, before=obey_permissions)
    (project / denied).chmod(0o755)
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert sorted(entry.name for entry in project.iterdir()) == ["inbox", "people.yaml"]


def obey_permissions():
    """In the child: give up what lets root pass by permissions, as another user never could."""
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
    if os.getuid() == 0:
        for capability in (dac_override, dac_read_search):
            ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)
