"""The deliveries of examples/flights: the whole source, the planted mistakes, and what truth.json says of them."""

import ast
import csv
import filecmp
import gzip
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import zipfile

import pytest
import yaml
from jsonschema import validators

FLIGHTS = {
    "2013-01": 27004, "2013-02": 24951, "2013-03": 28834, "2013-04": 28330, "2013-05": 28796, "2013-06": 28243,
    "2013-07": 29425, "2013-08": 29327, "2013-09": 27574, "2013-10": 28889, "2013-11": 27268, "2013-12": 28135,
}  # fmt: skip
TABLES = ["airlines", "airports", "flights", "planes", "weather"]
FAULTS = ["width", "undecodable", "stray_quote", "unclosed_quote"]


@pytest.fixture(scope="module")
def truth(flight_deliveries):
    return json.loads((flight_deliveries / "truth.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def example(root):
    return root / "examples/flights"


@pytest.fixture(scope="module")
def contracts(example):
    return {name: yaml.safe_load((example / f"contracts/{name}.yaml").read_text("utf-8")) for name in TABLES}


@pytest.fixture(scope="module")
def texts(flight_deliveries, truth):
    """Unpack the texts of every delivery, by its number."""
    return {each["sequence"]: unpacked(flight_deliveries / each["files"][0]) for each in truth["deliveries"]}


def unpacked(file):
    """Give the texts of a file; None where it is damaged."""
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            return [archive.read(name) for name in sorted(archive.namelist())]
    try:
        return [gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()]
    except EOFError:
        return None


def checked(truth):
    return [each for each in truth["deliveries"] if "texts" in each]


def of_outcome(truth, outcome, table="flights"):
    (found,) = [each for each in truth["deliveries"] if (each["outcome"], each["table"]) == (outcome, table)]
    return found


def failures(truth):
    return [(each, failure) for each in truth["deliveries"] for failure in each["failures"]]


def cells(line, text):
    return next(csv.reader([line.decode(text["encoding"])], delimiter=text["delimiter"]))


def test_two_runs_write_the_same_bytes(example, flight_deliveries, tmp_path):
    again = tmp_path / "again"
    env = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Pacific/Apia"}
    subprocess.run([sys.executable, "deliveries.py", str(again)], cwd=example, env=env, check=True)
    names = [sorted(file.relative_to(into) for file in into.rglob("*.*")) for into in (flight_deliveries, again)]
    assert names[0] == names[1]
    assert filecmp.cmpfiles(flight_deliveries, again, names[0], shallow=False) == (names[0], [], [])


def test_it_uses_neither_peleus_nor_the_package_itself(example):
    files = [example / "deliveries.py", *(example / "supplier").glob("*.py")]
    imported = set()
    for node in (node for file in files for node in ast.walk(ast.parse(file.read_text("utf-8")))):
        if isinstance(node, ast.Import):
            imported |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            imported.add(node.module.partition(".")[0])
    assert imported - sys.stdlib_module_names == {"supplier"}


def test_the_source_is_whole(truth):
    assert truth["source"]["rows"]["flights"] == FLIGHTS
    assert truth["source"]["flights"] == {
        "all": 336776,
        "without_tailnum": 2512,
        "without_arr_delay": 9430,
        "arrived_without_air_time": 717,
        "of_D942DN": 4,
        "to_unknown_airports": 7602,
    }
    others = {table: sum(rows.values()) for table, rows in truth["source"]["rows"].items()}
    assert others == {"airlines": 16, "airports": 1458, "flights": 336776, "planes": 3322, "weather": 26115}


def test_everything_is_published_in_the_end(truth):
    assert {table: set(periods) for table, periods in truth["published"].items()} == {
        table: set(periods) for table, periods in truth["source"]["rows"].items()
    }
    lost = sum(each["rejected"] + each["dropped"] for each in truth["deliveries"] if is_published(truth, each))
    rows = sum(period["rows"] for periods in truth["published"].values() for period in periods.values())
    assert rows == 336776 + 26115 + 3322 + 1458 + 16 - lost
    assert lost == 37


def is_published(truth, delivery):
    return truth["published"][delivery["table"]][delivery["date"]]["sequence"] == delivery["sequence"]


def test_the_texts_are_those_of_the_truth(truth, texts):
    for delivery in checked(truth):
        for text, content in zip(delivery["texts"], texts[delivery["sequence"]], strict=True):
            assert hashlib.sha256(content).hexdigest() == text["sha256"]
            lines = content.split(b"\n")
            assert lines.pop() == b""
            assert len(lines) == text["lines"]
            assert sum(not line.strip() for line in lines) == text["blank"]
        assert delivery["lines"] == sum(text["lines"] for text in delivery["texts"])
        assert delivery["records"] == sum(text["records"] for text in delivery["texts"])
        assert delivery["records"] == delivery["clean"] + delivery["rejected"] + delivery["dropped"]


def test_every_record_is_a_line_but_one(truth, texts):
    surplus = {
        each["sequence"]: extra
        for each in checked(truth)
        if (extra := each["lines"] - len(each["texts"]) - sum(t["blank"] for t in each["texts"]) - each["records"])
    }
    (sequence,) = surplus
    assert surplus[sequence] == 1
    content = io.StringIO(texts[sequence][0].decode("windows-1252"), newline="")
    remarks = [row[-1] for row in csv.reader(content, delimiter=";") if "\n" in row[-1]]
    assert remarks == ["Équipage remplacé ;\nvol maintenu"]


def test_the_failures_are_where_the_truth_says(truth, texts, contracts):
    for delivery, failure in failures(truth):
        text = delivery["texts"][failure["text"]]
        lines = texts[delivery["sequence"]][failure["text"]].splitlines()
        header, line = cells(lines[0], text), lines[failure["line"] - 1]
        if failure["column"]:
            found = cells(line, text)
            assert len(found) == len(header)
            field = contracts[delivery["table"]]["fields"][failure["column"]]
            labels = {label.lower() for label in [failure["column"], *field.get("labels", [])]}
            (value,) = [cell for label, cell in zip(header, found, strict=True) if label.lower() in labels]
            assert value == failure["value"]
        elif failure["rule"] == "width":
            assert len(cells(line, text)) != len(header)
        elif failure["rule"] == "undecodable":
            for encoding in ["utf-8", "windows-1252"]:
                with pytest.raises(UnicodeDecodeError):
                    line.decode(encoding)
        elif failure["rule"] in FAULTS:
            assert line.startswith(b'"')
            assert line.count(b'"') == {"stray_quote": 2, "unclosed_quote": 1}[failure["rule"]]


def test_no_quote_follows_the_unclosed_one_for_as_long_as_a_record_may_be(truth, texts):
    ((delivery, failure),) = [found for found in failures(truth) if found[1]["rule"] == "unclosed_quote"]
    after = texts[delivery["sequence"]][0].splitlines()[failure["line"] : failure["line"] + 60]
    assert len(after) == 60
    assert all(len(cells(line, delivery["texts"][0])) == 15 and b'"' not in line for line in after)


def test_the_truncated_month_is_sent_again_whole(flight_deliveries, truth, texts):
    broken = of_outcome(truth, "failed")
    whole = next(each for each in checked(truth) if each["files"][0].endswith("flights_2013-05.csv.gz"))
    assert texts[broken["sequence"]] is None
    assert broken["problems"] == ["truncated"]
    half, all_of_it = ((flight_deliveries / each["files"][0]).read_bytes() for each in (broken, whole))
    assert all_of_it.startswith(half)
    assert whole["sequence"] == broken["sequence"] + 1


def test_a_copy_holds_the_same_text_under_another_name_in_another_archive(truth, texts):
    copy = of_outcome(truth, "duplicate")
    assert texts[copy["sequence"]] == texts[copy["same_as"]]
    first = truth["deliveries"][copy["same_as"] - 1]
    assert (first["files"], copy["files"]) == (
        ["inbox/10/flights_2013-03.zip"],
        ["inbox/11/flights_2013-03_copy.csv.gz"],
    )


def test_a_correction_differs_where_something_was_wrong(truth, texts):
    right = of_outcome(truth, "corrected")
    wrong = truth["deliveries"][right["corrects"] - 1]
    before, after = (texts[each["sequence"]][0].splitlines() for each in (wrong, right))
    changed = {i for i, (old, new) in enumerate(zip(before, after, strict=True), 1) if old != new}
    told = {failure["line"] for failure in wrong["failures"]}
    assert told < changed
    assert (len(told), len(changed)) == (10, 30)
    assert right["failures"] == []


def test_the_export_changes_in_june(truth):
    layouts = {(each["date"] >= "2013-06", text["encoding"], text["delimiter"])
               for each in checked(truth) if each["table"] == "flights" for text in each["texts"]}  # fmt: skip
    assert layouts == {(False, "utf-8", ","), (True, "windows-1252", ";")}


def test_the_arrivals_are_what_lies_there(flight_deliveries, truth, contracts):
    arrivals = json.loads((flight_deliveries / "arrivals.json").read_text("utf-8"))
    assert [each["sequence"] for each in arrivals] == list(range(1, 34))
    assert [each["arrived"] for each in arrivals] == sorted(each["arrived"] for each in arrivals)
    assert sorted(file for each in arrivals for file in each["files"]) == sorted(
        str(file.relative_to(flight_deliveries)) for file in flight_deliveries.glob("inbox/*/*")
    )
    for arrival, delivery in zip(arrivals, truth["deliveries"], strict=True):
        assert arrival.items() <= delivery.items()
        name = arrival["files"][0].rpartition("/")[2]
        assert re.match(f"{arrival['table']}_{delivery['date']}[._]", name)
        assert contracts[arrival["table"]]["delivery"]["files"].startswith(f"{arrival['table']}_{{date:yyyy")


def test_the_contracts_are_contracts(root, contracts):
    schema = json.loads((root / "python/src/peleus/schemas/contract.schema.json").read_text("utf-8"))
    validator = validators.validator_for(schema)(schema)
    assert {name: [error.message for error in validator.iter_errors(each)] for name, each in contracts.items()} == {
        name: [] for name in TABLES
    }


def test_the_carriers_are_those_of_the_airlines(example, flight_deliveries):
    codes = [row["carrier"] for row in csv.DictReader((example / "contracts/carriers.csv").open())]
    airlines = csv.DictReader((flight_deliveries / "inbox/04/airlines_2013_v2.csv").open())
    assert codes == [row["carrier"] for row in airlines]


def test_each_failure_is_treated_as_its_contract_says(truth, contracts):
    for delivery, failure in failures(truth):
        contract = contracts[delivery["table"]]
        said = failure | said_by(contract, failure["column"], failure["rule"])
        assert said == failure, f"{delivery['files']} line {failure['line']}"


def said_by(contract, column, rule):
    """Read what the contract says becomes of a failure."""
    if column:
        on_fail = contract["fields"][column].get("on_fail", {})
        action = on_fail if isinstance(on_fail, str) else on_fail.get(rule, "quarantine")
    else:
        rules = {name: body for each in contract["rules"] for name, body in each.items()}
        action = rules[rule].get("on_fail", "quarantine") if rule not in FAULTS else "quarantine"
    if isinstance(action, dict):
        return {"action": "default", "after": action["default"]}
    return {"action": action} | ({"after": None} if action == "set_null" else {})


def test_every_kind_of_failure_and_every_action_occurs(truth):
    found = failures(truth)
    kinds = ["missing", "type", "minimum", "maximum", "min_length", "max_length", "pattern", "enum", *FAULTS]
    of_rows = ["left_before_arriving", "departure_adds_up", "arrival_adds_up"]
    assert {failure["rule"] for _, failure in found} == {*kinds, *of_rows}
    actions = {"fail", "quarantine", "drop", "set_null", "default", "keep_flag", "warn"}
    assert {failure["action"] for _, failure in found} == actions
    assert {failure["shown"] for _, failure in found} == {"rejects", "dropped", "flags", "changes", "report"}
    whole = {(each["outcome"], rule): n for each in checked(truth) for rule, n in each["whole_delivery"].items()}
    assert whole == {("held", "unique"): 3, ("held", "row_count"): 764}
    assert len(found) == 76
