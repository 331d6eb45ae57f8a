"""``run`` in an environment on HDFS with the Thrift metastore: deliveries from an inbox of this machine, twice."""

import hashlib
import json

import pytest

CONTRACT = """contract: trains
version: 1.0.0
delivery: {files: "trains_{date:yyyy-MM}*.csv"}
fields:
  number: {type: integer, required: true}
"""
PIPELINE = """pipeline: trains
steps:
  - receive: {from: inbox}
  - check:   {contract: trains.yaml, into: trains.checked}
"""
JUNE = "number\n1545\n1141\n"


@pytest.fixture(scope="module")
def project(cluster, tmp_path_factory):
    folder = tmp_path_factory.mktemp("trains")
    (folder / "inbox").mkdir()
    (folder / "inbox/trains_2013-06.csv").write_text(JUNE)
    (folder / "trains.yaml").write_text(CONTRACT)
    (folder / "pipeline.yaml").write_text(PIPELINE)
    there = f'{{store: "{cluster.uri}/trains/store", catalog: "{cluster.metastore}"}}'
    (folder / "peleus.yaml").write_text(f"project: trains\nenvironments:\n  production: {there}\n")
    return folder


def test_a_project_runs_where_its_environment_says(cluster, python, run, project, tmp_path):
    first, second = (run(python, "run", project, "--environment", "production") for _ in range(2))
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    report = f"{cluster.uri}/trains/store/runs/trains.checked/2013-06/run=1/report.html"
    assert "2013-06  PUBLISHED  all 2 records are clean" in first.stdout
    assert report in first.stdout
    assert "nothing to do" in second.stdout

    cluster.hdfs("-get", f"{cluster.uri}/trains/store", tmp_path / "store")
    digest = hashlib.sha256(JUNE.encode()).hexdigest()
    landed = [file for file in (tmp_path / "store/landing").rglob("*") if file.is_file()]
    assert {str(file.relative_to(tmp_path / "store/landing")) for file in landed} == {
        f"{digest}/trains_2013-06.csv",
        "receipts/00000001.json",
    }
    assert (tmp_path / f"store/landing/{digest}/trains_2013-06.csv").read_text() == JUNE
    records = [json.loads(file.read_text()) for file in (tmp_path / "store/runs/trains").iterdir()]
    assert sorted([step["verdict"] for step in each["steps"]] for each in records) == [
        ["received", "published"],
        ["unchanged"],
    ]
    assert {(each["environment"], each["exit_code"]) for each in records} == {("production", 0)}
