"""``check`` with a store, from both command lines; and what others read who know nothing of Peleus."""

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


@pytest.fixture
def project(tmp_path):
    (tmp_path / "people.yaml").write_text(CONTRACT)
    return tmp_path


@pytest.fixture
def check(run):
    def started(command, project, name, text, *more):
        delivered = project / name
        delivered.write_text(text)
        words = ["--contract", "people.yaml", "--delivery", name, "--into", "people.checked", "--store", "data", *more]
        done = run(command, project, "check", *words)
        delivered.unlink()
        return done

    return started


def test_what_is_published_is_read_by_all(command, project, check):
    first = check(command, project, "people_2024-05.csv", FIRST)
    assert first.returncode == 0, first.stderr
    counts = "4 lines = 1 header + 3 of records: 2 clean + 1 rejected"
    assert f"check  PUBLISHED  people 2024-05  {counts}  -> " in first.stdout
    assert check(command, project, "people_2024-06.csv", FIRST.replace("10.50", "11.50")).returncode == 0
    corrected = check(command, project, "people_2024-05_v2.csv", SECOND)
    assert corrected.returncode == 0, corrected.stderr
    again = check(command, project, "people_2024-05_copy.csv", SECOND)
    assert again.returncode == 0
    assert "check  DUPLICATE  people 2024-05" in again.stdout
    assert "holds what run 5 has published of 2024-05" in again.stdout

    expected = [
        ["1", "10.50", "1980-12-31", "2024-05", "5", "2"],
        ["1", "11.50", "1980-12-31", "2024-06", "3", "2"],
        ["2", "7.25", "1981-01-01", "2024-05", "5", "3"],
        ["2", "None", "1981-01-01", "2024-06", "3", "3"],
    ]
    assert by_duckdb(project / "data/tables/people/checked") == expected
    columns = "id, paid, born, _date, _run, _line"
    clean, rejects = by_spark(
        project / "data/catalog",
        f"SELECT {columns} FROM people.checked ORDER BY id, _date",
        "SELECT _date, _run, _line, _record FROM people.checked_rejects",
    )
    assert clean == expected
    assert rejects == [["2024-06", "3", "4", "x,1,1982-02-02"]]
    assert sorted(entry.name for entry in project.iterdir()) == ["data", "people.yaml"]


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


def by_spark(catalog, *queries):
    """Read through the catalog by a process that has nothing of ours."""
    environment = {key: value for key, value in os.environ.items() if key != "PELEUS_JAR"}
    done = subprocess.run(
        [sys.executable, "-c", PLAIN_SPARK, str(catalog), *queries],
        input="", capture_output=True, text=True, env=environment, cwd=catalog.parent.parent.parent, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return [json.loads(line.partition(" ")[2]) for line in done.stdout.splitlines() if line.startswith("ROWS ")]


def test_a_second_writer_ends_with_12(command, project, check):
    (project / "data").mkdir()
    with (project / "data/.writer").open("w") as lock:
        lock.write("process 4711 on elsewhere")
        lock.flush()
        fcntl.lockf(lock, fcntl.LOCK_EX)
        done = check(command, project, "people_2024-05.csv", FIRST)
    assert done.returncode == 12, done.stderr
    assert "BUSY  people 2024-05  another writer is at work: process 4711 on elsewhere" in done.stderr
    assert sorted(entry.name for entry in (project / "data").iterdir()) == [".writer"]


def test_a_catalog_that_another_process_has_open_ends_with_12(python, project, check):
    assert check(python, project, "people_2024-05.csv", FIRST).returncode == 0
    reader = [sys.executable, "-c", PLAIN_SPARK, str(project / "data/catalog"), "SHOW TABLES IN people"]
    with subprocess.Popen(
        reader, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=project.parent
    ) as other:
        assert any(line.startswith("ROWS ") for line in other.stdout)
        done = check(python, project, "people_2024-06.csv", FIRST)
        other.communicate()
    assert done.returncode == 12, done.stderr
    assert "BUSY  people 2024-06  another writer is at work: a process that has the catalog open" in done.stderr
    assert len(list((project / "data/ledger/people.checked").glob("*.json"))) == 2


def test_a_held_delivery_is_released(python, project, check):
    held = check(python, project, "people_2024-05.csv", FIRST + "y,1,\nz,1,\n")
    assert held.returncode == 10
    assert "HELD  people 2024-05" in held.stderr
    assert not (project / "data/tables/people/checked/published.json").exists()
    released = check(python, project, "people_2024-05.csv", FIRST + "y,1,\nz,1,\n", "--release", "agreed with them")
    assert released.returncode == 0, released.stderr
    assert "PUBLISHED  people 2024-05" in released.stdout
    lines = [json.loads(file.read_text()) for file in sorted((project / "data/ledger/people.checked").glob("*.json"))]
    assert [(line["state"], line.get("released")) for line in lines] == [
        ("started", None),
        ("held", None),
        ("started", None),
        ("published", "agreed with them"),
    ]


def test_a_damaged_delivery_publishes_nothing(python, project, check):
    done = check(python, project, "people_2024-05.csv", "\x1f\x8b broken")
    assert done.returncode == 11
    assert "FAILED  people 2024-05" in done.stderr
    assert not (project / "data/tables/people/checked/published.json").exists()
    lines = sorted((project / "data/ledger/people.checked").glob("*.json"))
    assert json.loads(lines[-1].read_text())["state"] == "failed"
    report = json.loads((project / "data/runs/people.checked/2024-05/run=1/report.json").read_text())
    assert (report["verdict"], report["run"]["number"]) == ("failed", 1)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--catalog", "derby"], "catalog: 'derby' is no catalog: allowed are embedded and thrift://host:port"),
        (["--date", "May"], "date: wants a date such as 2024-12-31 or 2024-12, got 'May'"),
    ],
)
def test_what_is_not_allowed_ends_with_2(python, project, check, options, says):
    done = check(python, project, "people_2024-05.csv", FIRST, *options)
    assert done.returncode == 2
    assert says in done.stderr
