"""
``check`` with a store, from both command lines; and what others read who know nothing of Peleus.

One process of Python checks most deliveries, each by a command. Then the jar goes on in the same store.
"""

import fcntl
import json
import os
import subprocess
import sys

import duckdb
import pytest

CONTRACT = """contract: people
version: 1.0.0
delivery: {files: "people_{date:yyyy-MM}*.csv"}
policy: {tolerate: {percent: 40}}
fields:
  id:   {type: integer, required: true}
  paid: {type: "decimal(8,2)"}
  born: {type: date}
"""
FIRST = "id,paid,born\n1,10.50,1980-12-31\n2,,1981-01-01\nx,1,1982-02-02\n"
SECOND = "id,paid,born\n1,10.50,1980-12-31\n2,7.25,1981-01-01\n"
MANY_WRONG = FIRST + "y,1,\nz,1,\n"
DAMAGED = "\x1f\x8b broken"

# A session of somebody else: no jar of ours, the catalog opened by its address.
PLAIN_SPARK = """
import json, sys
from pyspark.sql import SparkSession
catalog = sys.argv[1]
settings = {
    "spark.master": "local[1]",
    "spark.ui.enabled": "false",
    "spark.log.level": "ERROR",
    "spark.sql.catalogImplementation": "hive",
    "spark.hadoop.javax.jdo.option.ConnectionURL": f"jdbc:derby:;databaseName={catalog}",
    "spark.hadoop.hive.metastore.schema.verification": "false",
}
spark = SparkSession.builder.config(map=settings).getOrCreate()
for query in sys.argv[2:]:
    print("ROWS", json.dumps([[str(cell) for cell in row] for row in spark.sql(query).collect()]), flush=True)
sys.stdin.read()
"""


def delivery(name, text, table="people.checked", more=(), store="data"):
    """Give a delivery's file, its text, and the command that checks it."""
    words = ["--contract", "people.yaml", "--delivery", name, "--into", table, "--store", store, *more]
    return name, text, ["check", *words]


STORY = {
    "first": delivery("people_2024-05.csv", FIRST),
    "next": delivery("people_2024-06.csv", FIRST.replace("10.50", "11.50")),
    "corrected": delivery("people_2024-05_v2.csv", SECOND),
    "again": delivery("people_2024-05_copy.csv", SECOND),
    "waiting": delivery("people_2024-05_held.csv", MANY_WRONG, "people.waiting"),
    "held": delivery("people_2024-05_held.csv", MANY_WRONG, "people.held"),
    "released": delivery("people_2024-05_held.csv", MANY_WRONG, "people.held", ["--release", "agreed with them"]),
    "damaged": delivery("people_2024-05_damaged.csv", DAMAGED, "people.damaged"),
    "no catalog": delivery("people_2024-05.csv", FIRST, more=["--catalog", "derby"]),
    "no date": delivery("people_2024-05.csv", FIRST, more=["--date", "May"]),
    "busy": delivery("people_2024-05.csv", FIRST, store="busy"),
}
BY_JAR = delivery("people_2024-07.csv", SECOND.replace("7.25", "8.25"))
BUSY_JAR = delivery("people_2024-05.csv", FIRST, store="busy")
TOO_LATE = delivery("people_2024-08.csv", SECOND)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    (folder / "people.yaml").write_text(CONTRACT)
    (folder / "busy").mkdir()
    for name, text, _ in [*STORY.values(), BY_JAR, TOO_LATE]:
        (folder / name).write_text(text)
    return folder


@pytest.fixture(scope="module")
def told(project, run_all, run, jar):
    """What the commands say, while somebody else writes in the store `busy`."""
    with (project / "busy/.writer").open("w") as lock:
        lock.write("process 4711 on elsewhere")
        lock.flush()
        fcntl.lockf(lock, fcntl.LOCK_EX)
        done = run_all(project, [words for _, _, words in STORY.values()])
        busy_jar = run(jar, project, *BUSY_JAR[2])
    published = run(jar, project, *BY_JAR[2])
    return dict(zip(STORY, done, strict=True)) | {"by jar": published, "busy jar": busy_jar}


@pytest.fixture(scope="module")
def reader(project, told):
    """Read through the catalog by a process that has nothing of ours, and keep the catalog open; give the rows."""
    columns = "id, paid, born, _date, _run, _line"
    queries = [
        f"SELECT {columns} FROM people.checked ORDER BY id, _date",
        "SELECT _date, _run, _line, _record FROM people.checked_rejects",
    ]
    environment = {key: value for key, value in os.environ.items() if key != "PELEUS_JAR"}
    with subprocess.Popen(
        [sys.executable, "-c", PLAIN_SPARK, str(project / "data/catalog"), *queries],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment, cwd=project.parent,
    ) as other:  # fmt: skip
        found = (json.loads(line.partition(" ")[2]) for line in other.stdout if line.startswith("ROWS "))
        yield [rows for _, rows in zip(queries, found, strict=False)]
        other.communicate()


@pytest.fixture
def ledger(project):
    """Read the lines of a table's ledger, in their order."""

    def read(table):
        return [json.loads(file.read_text()) for file in sorted((project / f"data/ledger/{table}").glob("*.json"))]

    return read


def test_what_is_published_is_told(project, told):
    counts = "4 lines = 1 header + 3 of records: 2 clean + 1 rejected"
    assert [told[each].returncode for each in ["first", "next", "corrected", "again"]] == [0, 0, 0, 0]
    assert f"check  PUBLISHED  people 2024-05  {counts}  -> " in told["first"].stdout
    assert "check  DUPLICATE  people 2024-05" in told["again"].stdout
    assert "holds what run 5 has published of 2024-05" in told["again"].stdout
    by_jar = told["by jar"]
    assert by_jar.returncode == 0, by_jar.stderr
    counts = "3 lines = 1 header + 2 of records: 2 clean"
    assert f"check  PUBLISHED  people 2024-07  {counts}  -> " in by_jar.stdout


def test_what_is_published_is_read_by_all(project, told, reader):
    expected = [
        ["1", "10.50", "1980-12-31", "2024-05", "5", "2"],
        ["1", "11.50", "1980-12-31", "2024-06", "3", "2"],
        ["1", "10.50", "1980-12-31", "2024-07", "9", "2"],
        ["2", "7.25", "1981-01-01", "2024-05", "5", "3"],
        ["2", "None", "1981-01-01", "2024-06", "3", "3"],
        ["2", "8.25", "1981-01-01", "2024-07", "9", "3"],
    ]
    assert by_duckdb(project / "data/tables/people/checked") == sorted(expected)
    assert reader == [expected, [["2024-06", "3", "4", "x,1,1982-02-02"]]]
    delivered = {name for name, _, _ in [*STORY.values(), BY_JAR, TOO_LATE]}
    assert {entry.name for entry in project.iterdir()} == {"busy", "data", "people.yaml"} | delivered


def by_duckdb(table):
    """Read the rows over published.json, sorted; as text."""
    published = json.loads((table / "published.json").read_text())
    found = []
    for partition in published["partitions"]:
        files = f"{table / partition['folder']}/*.parquet"
        columns = f"id, paid, born, '{partition['date']}', _run, _line"
        rows = duckdb.sql(f"SELECT {columns} FROM read_parquet({files!r}, hive_partitioning = false)").fetchall()
        assert len(rows) == partition["rows"]
        found += [[str(cell) for cell in row] for row in rows]
    return sorted(found)


@pytest.mark.parametrize("by", ["busy", "busy jar"])
def test_a_second_writer_ends_with_12(project, told, by):
    done = told[by]
    assert done.returncode == 12, done.stderr
    assert "BUSY  people 2024-05  another writer is at work: process 4711 on elsewhere" in done.stderr
    assert sorted(entry.name for entry in (project / "busy").iterdir()) == [".writer"]


def test_a_catalog_that_another_process_has_open_ends_with_12(python, project, reader, run, ledger):
    before = ledger("people.checked")
    done = run(python, project, *TOO_LATE[2])
    assert done.returncode == 12, done.stderr
    assert "BUSY  people 2024-08  another writer is at work: a process that has the catalog open" in done.stderr
    assert ledger("people.checked") == before


def test_a_held_delivery_waits(project, told, ledger):
    assert told["waiting"].returncode == 10
    assert "HELD  people 2024-05" in told["waiting"].stderr
    assert [line["state"] for line in ledger("people.waiting")] == ["started", "held"]
    assert not (project / "data/tables/people/waiting/published.json").exists()


def test_a_held_delivery_is_released(told, ledger):
    assert told["held"].returncode == 10
    assert told["released"].returncode == 0, told["released"].stderr
    assert "PUBLISHED  people 2024-05" in told["released"].stdout
    assert [(line["state"], line.get("released")) for line in ledger("people.held")] == [
        ("started", None),
        ("held", None),
        ("started", None),
        ("published", "agreed with them"),
    ]


def test_a_damaged_delivery_publishes_nothing(project, told, ledger):
    assert told["damaged"].returncode == 11
    assert "FAILED  people 2024-05" in told["damaged"].stderr
    assert not (project / "data/tables/people/damaged/published.json").exists()
    assert ledger("people.damaged")[-1]["state"] == "failed"
    report = json.loads((project / "data/runs/people.damaged/2024-05/run=1/report.json").read_text())
    assert (report["verdict"], report["run"]["number"]) == ("failed", 1)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        ("no catalog", "catalog: 'derby' is no catalog: allowed are embedded and thrift://host:port"),
        ("no date", "date: wants a date such as 2024-12-31 or 2024-12, got 'May'"),
    ],
)
def test_what_is_not_allowed_ends_with_2(told, case, says):
    assert told[case].returncode == 2
    assert says in told[case].stderr
