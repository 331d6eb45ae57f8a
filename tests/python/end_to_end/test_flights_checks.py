"""
The deliveries of examples/flights, checked and published by ``peleus check`` one after the other.

Ledger, rejects, reports and tables say what truth.json says, nothing more and nothing less.
"""

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest

FAILED, FIRST_EXPORT, SECOND_EXPORT = 1, 6, 19
EXIT_CODES = {"published": 0, "corrected": 0, "duplicate": 0, "held": 10, "failed": 11}
VERDICTS = {"published": "published", "corrected": "published"}  # the others are called the same
DECISIONS = {"published": "new", "held": "new", "corrected": "corrected"}


def test_a_month_of_each_export(check_flights, truth, tmp_path):
    deliveries = [truth["deliveries"][sequence - 1] for sequence in (FAILED, FIRST_EXPORT, SECOND_EXPORT)]
    verify(deliveries, tmp_path, [done.returncode for done in check_flights(deliveries, tmp_path)])


@pytest.mark.full
def test_the_whole_year(truth, year):
    codes = {}
    for record in sorted((year / "runs/flights").glob("*.json")):
        for step in json.loads(record.read_text("utf-8"))["steps"]:
            if step["step"] == "check":
                codes[step["delivery"]] = step["exit_code"]
    assert sorted(codes) == [delivery["sequence"] for delivery in truth["deliveries"]]
    verify(truth["deliveries"], year, [code for _, code in sorted(codes.items())])


def verify(deliveries, store, codes):
    """Compare every run with the truth of its delivery, and what is published in the end."""
    runs = {}
    for delivery, code in zip(deliveries, codes, strict=True):
        assert code == EXIT_CODES[delivery["outcome"]], delivery["files"]
        runs[delivery["sequence"]] = run = next_run(store, delivery, runs)
        compare(delivery, run, runs, delivery["files"])
    for table in {delivery["table"] for delivery in deliveries}:
        verify_table(store, table, [each for each in deliveries if each["table"] == table], runs)


class Run:
    """What one run has left."""

    def __init__(self, store, table, started, ended):
        self.number = started["run"]
        self.started, self.ended = started, ended
        self.folder = store / f"tables/{table}/checked/{started['date']}/run={self.number}"
        kept = store / f"runs/{table}.checked/{started['date']}/run={self.number}"
        self.report = json.loads((kept / "report.json").read_text("utf-8"))
        assert (kept / "report.html").is_file()


def ledger(store, table):
    """Read the runs of a table in their order: the lines of each."""
    lines = [json.loads(file.read_text("utf-8")) for file in sorted((store / f"ledger/{table}.checked").glob("*.json"))]
    assert [line["state"] for line in lines[::2]] == ["started"] * (len(lines) // 2)
    assert [line["run"] for line in lines[::2]] == [line["run"] for line in lines[1::2]]
    return list(zip(lines[::2], lines[1::2], strict=True))


def next_run(store, delivery, runs):
    """Give the run of a delivery: of its table the first that no delivery before it had."""
    before = sum(1 for run in runs.values() if run.report["run"]["table"] == f"{delivery['table']}.checked")
    return Run(store, delivery["table"], *ledger(store, delivery["table"])[before])


def compare(delivery, run, runs, name):
    report = run.report
    verdict = VERDICTS.get(delivery["outcome"], delivery["outcome"])
    assert report["verdict"] == run.ended["state"] == verdict, name
    assert report["date"] == run.started["date"] == delivery["date"], name
    assert run.started["files"] == [Path(file).name for file in delivery["files"]], name
    assert report["run"]["decision"] == (
        None if "problems" in delivery else DECISIONS.get(delivery["outcome"], report["run"]["decision"])
    )
    if "corrects" in delivery:
        assert report["run"]["corrects"] == runs[delivery["corrects"]].number, name
    if "problems" in delivery:
        assert [problem["code"] for problem in report["problems"]] == delivery["problems"], name
        assert not (run.folder / "clean").exists()
    elif "same_as" in delivery:
        assert report["run"]["same_as"] == run.ended["same_as"] == runs[delivery["same_as"]].number, name
        assert not run.folder.exists()
    else:
        assert told(report) == {key: delivery[key] for key in told(report)}, name
        assert broken(report) == delivery["whole_delivery"], name
        assert counted(report) == Counter(by_rule(each) for each in delivery["failures"]), name
        assert shown(run.folder) == listed(delivery), name
        assert nulls(run.folder, report) == delivery["nulls"], name


def verify_table(store, table, deliveries, runs):
    """Compare what is published with the last delivery of each date that was."""
    expected = {each["date"]: each for each in deliveries if each["outcome"] in ("published", "corrected")}
    file = store / f"tables/{table}/checked/published.json"
    assert file.exists() == bool(expected)
    published = json.loads(file.read_text("utf-8"))["partitions"] if expected else []
    assert {each["date"]: (each["run"], each["rows"]) for each in published} == {
        date: (runs[each["sequence"]].number, each["clean"]) for date, each in expected.items()
    }
    for each in published:
        rows = pq.read_table(file.parent / each["folder"])
        assert rows.num_rows == each["rows"]
        assert set(rows.column("_delivery").unique().to_pylist()) == {each["delivery"]}
        assert set(rows.column("_run").unique().to_pylist()) == {each["run"]}


def told(report):
    """Read what a report tells of the files and the counts."""
    files = report["delivery"]["files"]
    texts = [
        {
            "sha256": each["sha256"],
            "encoding": each["encoding"]["name"],
            "delimiter": each["delimiter"],
            "lines": each["lines"]["physical"],
            "blank": each["lines"]["blank"],
            "records": each["records"],
        }
        for each in files
    ]
    return {
        "texts": texts,
        "lines": sum(text["lines"] for text in texts),
        "records": sum(text["records"] for text in texts),
        "clean": report["routes"]["clean"],
        "rejected": report["routes"]["rejects"],
        "dropped": report["routes"]["dropped"],
    }


def broken(report):
    return {rule["rule"]: rule["failures"] for rule in report["dataset_rules"] if not rule["holds"]}


def counted(report):
    return Counter({by_rule(rule): rule["failures"] for rule in report["rules"] if rule["failures"]})


def by_rule(each):
    return each["column"], each["rule"], each["action"]


def shown(staged):
    """Read every failure that the staged rows tell, as sorted text."""
    found = []
    for route in ["rejects", "dropped"]:
        for row in rows(staged / route, "_reasons"):
            found += [entry(row, route, r["column"], r["rule"], r["action"], r["value"]) for r in row["_reasons"]]
    for row in rows(staged / "clean", "_flags"):
        found += [entry(row, "flags", *flag.rpartition(".")[::2], "keep_flag") for flag in row["_flags"]]
    for row in rows(staged / "clean", "_changes"):
        found += [
            entry(row, "changes", c["column"], c["rule"], value=c["before"], after=c["after"]) for c in row["_changes"]
        ]
    return sorted(found)


def listed(delivery):
    """Write the failures of the truth in the same way. A row shows no value of a flag, and no action of a change."""
    hidden = {"flags": {"value": None}, "changes": {"action": None}}
    return sorted(
        json.dumps({"after": None} | failure | hidden.get(failure["shown"], {}), sort_keys=True)
        for failure in delivery["failures"]
        if failure["shown"] != "report"
    )


def entry(row, where, column, rule, action=None, value=None, after=None):
    place = {"text": row["_file"], "line": row["_line"], "shown": where}
    what = {"column": column or None, "rule": rule, "action": action, "value": value, "after": after}
    return json.dumps(place | what, sort_keys=True)


def rows(folder, column):
    """Read the rows with something in a column, where the folder and the column exist."""
    files = sorted(folder.glob("*.parquet"))
    tables = [pq.read_table(file) for file in files]
    found = [table.select(["_file", "_line", column]) for table in tables if column in table.column_names]
    return [row for table in found for row in table.to_pylist() if row[column]]


def nulls(staged, report):
    """Count the cells without a value in the clean rows, by column."""
    table = pq.read_table(staged / "clean")
    return {name: n for name in report["columns"] if (n := table.column(name).null_count)}
