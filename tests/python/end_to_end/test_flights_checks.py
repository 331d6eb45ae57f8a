"""``peleus check`` finds in the deliveries of examples/flights what truth.json says, nothing more and nothing less."""

import json
import subprocess
import sys
from collections import Counter

import pyarrow.parquet as pq
import pytest

FIRST_EXPORT, SECOND_EXPORT, ALL = 6, 19, range(1, 34)
EXIT_CODES = {"published": 0, "corrected": 0, "held": 10, "failed": 11}
VERDICTS = {"published": "staged", "corrected": "staged", "held": "held", "failed": "failed"}

# The command in one process for all deliveries: the JVM starts once.
CHECKS = """
import json, sys
from click.testing import CliRunner
from peleus.cli import application
for words in json.load(sys.stdin):
    print(CliRunner().invoke(application(), words).exit_code, flush=True)
"""


@pytest.fixture(scope="module")
def truth(flight_deliveries):
    return json.loads((flight_deliveries / "truth.json").read_text("utf-8"))


@pytest.mark.parametrize(
    "sequences",
    [
        pytest.param([FIRST_EXPORT, SECOND_EXPORT], id="a month of each export"),
        pytest.param(ALL, id="the whole year", marks=pytest.mark.full),
    ],
)
def test_a_check_tells_the_truth(root, flight_deliveries, truth, tmp_path, sequences):
    deliveries = [truth["deliveries"][sequence - 1] for sequence in sequences]
    found = list(zip(deliveries, check(root, flight_deliveries, deliveries, tmp_path), strict=True))
    for delivery, exit_code in found:
        expected = truth["deliveries"][delivery["same_as"] - 1] if "same_as" in delivery else delivery
        assert exit_code == EXIT_CODES[expected["outcome"]], delivery["files"]
        compare(expected, tmp_path / str(delivery["sequence"]), delivery["files"])


def check(root, flight_deliveries, deliveries, into):
    """Check deliveries, each into a folder that is called after its number; give the exit codes."""
    calls = []
    for each in deliveries:
        contract = root / f"examples/flights/contracts/{each['table']}.yaml"
        delivered = flight_deliveries / f"{each['sequence']:02}"
        words = ["--contract", contract, "--delivery", delivered, "--into", into / str(each["sequence"])]
        calls.append(["check", *map(str, words)])
    command = [sys.executable, "-c", CHECKS]
    done = subprocess.run(command, input=json.dumps(calls), capture_output=True, text=True, cwd=into, timeout=1200)
    assert done.returncode == 0, done.stderr
    return [int(code) for code in done.stdout.split()]


def compare(delivery, staged, name):
    report = json.loads((staged / "report.json").read_text("utf-8"))
    assert report["verdict"] == VERDICTS[delivery["outcome"]], name
    assert report["date"] == delivery["date"], name
    if "problems" in delivery:
        assert [problem["code"] for problem in report["problems"]] == delivery["problems"], name
        assert not (staged / "clean").exists()
    else:
        assert told(report) == {key: delivery[key] for key in told(report)}, name
        assert broken(report) == delivery["whole_delivery"], name
        assert counted(report) == Counter(by_rule(each) for each in delivery["failures"]), name
        assert shown(staged) == listed(delivery), name
        assert nulls(staged, report) == delivery["nulls"], name


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
