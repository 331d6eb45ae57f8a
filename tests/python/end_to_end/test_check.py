"""``check`` from both command lines: the same words, the same folders, the same exit codes."""

import ctypes
import gzip
import json
import os
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
PLAIN = b"id,birth,name\n1,1980-12-31,Ann\n2,31/12/1980,Bob\nx,,Zoe\n"


def check(project=".", **more):
    """Give the command that checks the delivery of a project."""
    files = {"contract": "people.yaml", "delivery": "inbox", "into": "staged"}
    paths = {name: Path(project) / file for name, file in files.items()} | more
    return ["check", *(word for name, path in paths.items() for word in (f"--{name}", path))]


def new_project(folder, delivery=PLAIN, name="people_2024-05.csv", contract=CONTRACT):
    (folder / "inbox").mkdir(parents=True)
    (folder / "people.yaml").write_text(contract)
    (folder / "inbox" / name).write_bytes(delivery)
    return folder


def report(project):
    return json.loads((project / "staged/report.json").read_text())


def test_stages_the_rows_and_says_what(command, tmp_path, run):
    project = new_project(tmp_path)
    done = run(command, project, *check())
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


def test_too_many_rejects_hold_the_delivery(jar, tmp_path, run):
    project = new_project(tmp_path, PLAIN + b"y,,\n")
    done = run(jar, project, *check())
    assert done.returncode == 10
    assert "HELD  people 2024-05" in done.stderr
    assert "2 of 4 records rejected or dropped (50.00 %); tolerated are 40.0 %" in done.stderr
    assert report(project)["verdict"] == "held"


@pytest.fixture(scope="module")
def unchecked(tmp_path_factory, run_all):
    """Projects whose delivery cannot be checked, after one process has tried; and what it said of each."""
    folder = tmp_path_factory.mktemp("unchecked")
    whole = gzip.compress(PLAIN)
    new_project(folder / "truncated", whole[: len(whole) // 2], "people_2024-05.csv.gz")
    new_project(folder / "wrong", contract=CONTRACT.replace("required:", "requierd:"))
    closed = {new_project(folder / "reading") / "inbox": 0o000, new_project(folder / "writing"): 0o555}
    store = new_project(folder / "publishing") / "data"
    store.mkdir()
    closed[store] = 0o555
    options = {"publishing": {"into": "people.checked", "store": store}}
    names = sorted(project.name for project in folder.iterdir())
    for place, mode in closed.items():
        place.chmod(mode)
    done = run_all(folder, [check(name, **options.get(name, {})) for name in names], before=obey_permissions)
    for place in closed:
        place.chmod(0o755)
    assert sorted(entry.name for entry in folder.iterdir()) == names
    return {name: (folder / name, each) for name, each in zip(names, done, strict=True)}


def test_a_truncated_file_fails_the_delivery(unchecked):
    project, done = unchecked["truncated"]
    assert done.returncode == 11
    assert "people_2024-05.csv.gz" in done.stderr
    assert [problem["code"] for problem in report(project)["problems"]] == ["truncated"]
    kept = sorted(entry.name for entry in (project / "staged").iterdir() if entry.name[0] != ".")
    assert kept == ["report.html", "report.json"]


def test_the_jar_ends_with_11_as_well(unchecked, run, jar):
    project, _ = unchecked["truncated"]
    done = run(jar, project, *check(into="by_jar"))
    assert done.returncode == 11, done.stderr
    assert json.loads((project / "by_jar/report.json").read_text())["problems"] == report(project)["problems"]


def test_a_wrong_contract_ends_with_2_and_its_place(unchecked):
    project, done = unchecked["wrong"]
    assert done.returncode == 2
    assert "people.yaml:9:26" in done.stderr
    assert "unknown key 'requierd', did you mean 'required'?" in done.stderr
    assert not (project / "staged").exists()


@pytest.mark.parametrize(
    ("denied", "says", "left"),
    [
        ("reading", "inbox may not be read", []),
        ("writing", "into: nothing can be written in", []),
        ("publishing", "store: nothing can be written in", ["data"]),
    ],
)
def test_without_permission(unchecked, denied, says, left):
    project, done = unchecked[denied]
    assert done.returncode == 2, done.stderr
    assert says in done.stderr
    assert sorted(file.name for file in project.rglob("*")) == [*left, "inbox", "people.yaml", "people_2024-05.csv"]


def obey_permissions():
    """In the child: give up what lets root pass by permissions, as another user never could."""
    drop_from_bounding_set, dac_override, dac_read_search = 24, 1, 2
    if os.getuid() == 0:
        for capability in (dac_override, dac_read_search):
            ctypes.CDLL(None).prctl(drop_from_bounding_set, capability, 0, 0, 0)
