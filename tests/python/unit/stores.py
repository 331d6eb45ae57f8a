"""A small store as commands leave one, and the part of the door that reads it without Spark."""

import json
from pathlib import Path


class LocalDoor:
    """
    What reads and writes a store, on files of this machine.

    Attributes
    ----------
    read
        files that were read
    """

    def __init__(self):
        self.read = []

    def names(self, spark, folder):
        return sorted(each.name for each in Path(folder).iterdir()) if Path(folder).is_dir() else []

    def read_file(self, spark, file):
        self.read.append(file)
        return Path(file).read_text("utf-8")

    def replace_file(self, spark, file, text):
        Path(file).write_text(text, "utf-8")


def put_json(file, document):
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(document), "utf-8")


def put_run(store, table, date, number, verdict, *, drawn=True, **more):
    """Put the report of a run, as check, prepare or score leave it."""
    folder = store / f"runs/{table}/{date}/run={number}"
    run = {"table": table, "date": date, "number": number, "seconds": 4.1}
    report = {"version": 1, "verdict": verdict, "says": f"said by run {number}", "because": [], "date": date}
    started = {"started": f"2026-11-23T06:{number:02}:00.123Z"}
    put_json(folder / "report.json", report | more | {"run": run | started})
    if drawn:
        (folder / "report.html").write_text("a page", "utf-8")


def put_published(store, table, partitions):
    database, name = table.split(".")
    listed = [
        {"date": date, "run": run, "delivery": "ff", "folder": "x", "rows": rows} for date, run, rows in partitions
    ]
    file = store / f"tables/{database}/{name}/published.json"
    put_json(file, {"version": 1, "table": table, "partitions": listed})


def put_model(store, evaluation, number, aliases):
    folder = store / f"models/{evaluation['model']}"
    put_json(folder / f"v{number}/evaluation.json", evaluation | {"number": number})
    put_json(folder / f"v{number}/manifest.json", {"version": number})
    put_json(folder / "aliases.json", aliases)
    (folder / f"v{number}/evaluation.html").write_text("a page", "utf-8")


def put_record(store, pipeline, started, exit_code, verdicts):
    """Put the record of a pipeline's run; `started` is in digits alone, such as 20261123T064500.123Z."""
    at = f"{started[:4]}-{started[4:6]}-{started[6:11]}:{started[11:13]}:{started[13:]}"
    steps = [{"step": "check", "name": "flights.checked", "verdict": verdict} for verdict in verdicts]
    record = {"version": 1, "pipeline": pipeline, "environment": "local", "started": at, "seconds": 512.3}
    put_json(store / f"runs/{pipeline}/{started}.json", record | {"exit_code": exit_code, "steps": steps})


def fill(store, evaluation):
    """Fill a store: two tables, a model of three versions, a pipeline."""
    contract = {"contract": {"name": "flights", "version": "1.2.0"}}
    put_run(store, "flights.checked", "2013-05", 1, "published", **contract)
    put_run(store, "flights.checked", "2013-06", 2, "published", **contract)
    put_run(store, "flights.checked", "2013-06", 10, "duplicate", **contract)
    put_run(store, "flights.checked", "2013-07", 11, "failed", drawn=False, **contract)
    put_published(store, "flights.checked", [("2013-05", 1, 28796), ("2013-06", 2, 28206)])
    put_run(store, "flights.features", "2013-05", 12, "published", step="prepare")
    put_published(store, "flights.features", [("2013-05", 12, 28796)])
    for number in (1, 2, 10):
        put_model(store, evaluation, number, {"champion": 10, "challenger": 2})
    put_json(store / "models/claims/v11/claim.json", {})  # a training that was killed
    put_record(store, "flights", "20261122T064500.123Z", 11, ["received", "published", "published", "failed"])
    put_record(store, "flights", "20261123T064500.123Z", None, ["unchanged"])
