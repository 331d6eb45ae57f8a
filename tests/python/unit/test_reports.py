"""Pages of small given reports, and ``peleus report``, which writes them."""

import copy
import re
from contextlib import suppress

import pytest
from click.testing import CliRunner
from peleus.cli import application
from peleus.errors import Refused
from peleus.reports import delivery_page

from .pages import Shown, places, put

SCRIPT = "<script>alert('1')</script>"
FILE = {
    "file": f"{SCRIPT}.csv",
    "entry": None,
    "compression": "plain",
    "file_bytes": 20,
    "bytes": 20,
    "sha256": "0011",
    "encoding": {"name": "utf-8", "byte_order_mark": False, "undecodable_lines": 0, "refused": []},
    "delimiter": "\t",
    "labels": ["a&b"],
    "lines": {"physical": 12004, "preamble": 0, "header": 1, "blank": 0, "of_records": 12003},
    "records": 12003,
}
FAILED = {"column": "a", "rule": "type", "action": "drop", "failures": 3, "first_line": 2, "last_line": 9}
STAGED = {
    "version": 1,
    "verdict": "staged",
    "says": "12,000 of 12,003 records are clean, 3 are dropped",
    "because": [],
    "contract": {"name": "orders", "version": "1.0.0", "fingerprint": "aabb"},
    "date": None,
    "delivery": {"id": "ccdd", "files": [FILE]},
    "routes": {"clean": 12000, "rejects": 0, "dropped": 3},
    "identities": [{"name": "bytes", "says": "delivered = read", "counted": 20, "found": 20, "holds": True}],
    "rules": [
        {
            **FAILED,
            "examples": [{"file": 0, "line": 2, "value": SCRIPT}, {"file": 0, "line": 3, "value": "\0\r\n\ud800"}],
        },
        {**FAILED, "rule": "missing", "failures": 0, "first_line": None, "last_line": None, "examples": []},
    ],
    "dataset_rules": [],
    "columns": {
        "a": {
            "type": "integer",
            "masked": True,
            "missing": 7,
            "invalid": 3,
            "present": None,
            "nulls": 7,
            "minimum": None,
            "maximum": None,
        }
    },
}
UNREADABLE = {
    **{key: STAGED[key] for key in ("version", "contract", "date")},
    "verdict": "failed",
    "says": "the delivery cannot be read: 1 file is empty",
    "because": ["a.csv: is empty"],
    "problems": [{"file": "a.csv", "code": "empty", "what": "is empty"}],
}
RUN = {"table": "shop.orders", "number": 7, "decision": "new", "corrects": None, "seconds": 4.1}


def shown(report):
    return Shown(delivery_page(report)).paths


def with_value(path, value):
    """Make a report that is the staged one but for the value at a path."""
    report = copy.deepcopy(STAGED)
    put(report, path, value)
    return report


def test_numbers_carry_their_path_and_are_grouped():
    paths = shown(STAGED)
    assert (paths["routes.clean"], paths["routes.dropped"]) == ("12,000", "3")
    assert (paths["rules.0.failures"], paths["rules.0.first_line"], paths["rules.0.last_line"]) == ("3", "2", "9")
    assert (paths["columns.a.missing"], paths["columns.a.present"], paths["columns.a.masked"]) == ("7", "–", "masked")
    assert [paths[f"identities.0.{key}"] for key in ("name", "counted", "found", "holds")] == [
        "bytes",
        "20",
        "20",
        "holds",
    ]


def test_data_is_escaped_and_control_characters_are_seen():
    page = delivery_page(STAGED)
    assert "script" not in Shown(page).tags
    assert "<script" not in page
    paths = shown(STAGED)
    assert paths["delivery.files.0.file"].startswith(SCRIPT)
    assert paths["rules.0.examples.0.value"] == SCRIPT
    assert paths["rules.0.examples.1.value"] == "\\u0000\\r\\n\\ud800"
    assert paths["delivery.files.0.delimiter"] == "\\t"
    page.encode("utf-8")


def test_a_page_allows_its_own_style_and_nothing_else():
    page = delivery_page(STAGED)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert re.fullmatch(
        r"default-src &#39;none&#39;; style-src &#39;sha256-[\w+/]{43}=&#39;; base-uri &#39;none&#39;; "
        r"form-action &#39;none&#39;",
        policy[1],
    )
    assert not re.search(r'\sstyle="|\son\w+="|https?:|url\(', page)


def test_a_masked_value_is_said_to_be_masked():
    report = with_value("rules.0.examples", [{"file": 0, "line": 2, "value": None}])
    assert shown(report)["rules.0.examples.0.value"] == "masked"


@pytest.mark.parametrize("verdict", ["staged", "published", "held", "failed", "duplicate"])
@pytest.mark.parametrize("run", [None, RUN])
def test_every_verdict_has_its_page_with_or_without_a_run(verdict, run):
    report = {**STAGED, "verdict": verdict} | ({"run": run} if run else {})
    paths = shown(report)
    assert (paths["verdict"], paths["says"]) == (verdict, STAGED["says"])
    assert ("run.number" in paths) == (run is not None)
    if run:
        assert (paths["run.number"], paths["run.seconds"], paths["run.decision"]) == ("7", "4.1", "new")


def test_a_delivery_that_cannot_be_read_shows_each_problem_once():
    paths = shown(UNREADABLE)
    assert paths["because.0"] == "a.csv: is empty"
    assert [paths[f"problems.0.{key}"] for key in ("file", "code", "what")] == ["a.csv", "empty", "is empty"]
    told = shown({**UNREADABLE, "because": ["something else"]})
    assert "because.0" not in told
    assert told["problems.0.what"] == "is empty"


def test_a_duplicate_says_of_what():
    because = ["the same files were published by run 3"]
    report = {key: STAGED[key] for key in ("version", "contract", "date")} | {
        "delivery": {"files": [{"file": "a.csv"}]}
    }
    paths = shown({**report, "verdict": "duplicate", "because": because, "run": {**RUN, "same_as": 3}})
    assert (paths["because.0"], paths["run.same_as"]) == (because[0], "3")


def test_an_identity_that_is_broken_stands_first():
    broken = {"name": "rule_a", "says": "a = b", "counted": 1, "found": 2, "holds": False}
    page = delivery_page({**STAGED, "identities": [*STAGED["identities"], broken]})
    assert page.index('data-path="identities.1.holds">broken<') < page.index('data-path="identities.0.holds"')


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("version", 2, "is a report of version 2; Peleus .* reads version 1"),
        ("version", True, "is a report of version True"),
        ("verdict", "fine", "verdict wants to be one of staged, .* duplicate, got 'fine'"),
        ("verdict", None, "is not a report: it wants version, verdict and contract"),
        ("routes", {"clean": 1}, "routes.rejects is missing"),
        ("routes.clean", "many", "routes.clean wants to be a count, got 'many'"),
        ("rules", 3, "rules wants to be a list, got 3"),
        ("columns", [], "columns wants to be a mapping"),
        ("contract.name", ["a"], "contract.name wants to be one value"),
        ("rules.0.examples", [{"file": 1, "line": 2, "value": "x"}], None),
    ],
)
def test_what_is_no_report_is_refused_with_its_place(path, value, says):
    report = with_value(path, value)
    if says is None:  # one file: its name is not looked up
        assert shown(report)["rules.0.examples.0.value"] == "x"
    else:
        with pytest.raises(Refused, match=says):
            delivery_page(report)


@pytest.mark.parametrize("value", [None, [], {}, [[]], "x", -1, 1e400, True], ids=repr)
def test_whatever_stands_anywhere_there_is_a_page_or_a_refusal(value):
    for path in places(STAGED):
        with suppress(Refused):
            assert delivery_page(with_value(path, value)).endswith("</html>")


def invoke(*words):
    return CliRunner().invoke(application(), ["report", *map(str, words)])


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "june.json"
    file.write_text('{"version": 1, "verdict": "failed", "contract": {"name": "é", "version": "1"}}', "utf-8")
    return file


def test_the_command_writes_the_page_beside_the_report(file, tmp_path):
    done = invoke("--report", file)
    assert (done.exit_code, done.output) == (0, f"report  {file} -> {tmp_path / 'june.html'}\n")
    assert Shown((tmp_path / "june.html").read_text("utf-8")).paths["contract.name"] == "éé"  # title, and contract
    assert invoke("--report", file, "--into", tmp_path / "other.html").exit_code == 0
    assert (tmp_path / "other.html").read_bytes() == (tmp_path / "june.html").read_bytes()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is not JSON"),
        (b'{"version": 1,}', "1:15: is not JSON"),
        (b"[" * 100_000, "is not JSON that can be read"),
        (b'{"version": NaN}', "NaN is no number of JSON"),
        (b'{"version": "\xe9"}', "is not UTF-8: byte 13 cannot be read"),
        (b"[1]", "is not a report: it holds [1], not a mapping"),
        (b"{}", "is not a report: it has none of the keys contract, step, model, tables"),
        (b'{"contract": {}}', "is not a report: it wants version, verdict and contract"),
        (b'{"version": 2, "verdict": "failed", "contract": {}}', "is a report of version 2"),
    ],
)
def test_the_command_refuses_what_is_no_report(file, content, says):
    file.write_bytes(content)
    done = invoke("--report", file)
    assert done.exit_code == 2
    assert done.output.startswith(f"report  {file}")
    assert says in done.output
    assert not file.with_name("june.html").exists()


def test_the_command_refuses_places_that_are_not_there(file, tmp_path):
    for words, says in [
        (("--report", tmp_path / "none.json"), f"there is no file {tmp_path / 'none.json'}"),
        (("--report", file, "--into", tmp_path), f"{tmp_path} is a folder; give a file"),
        (("--report", file, "--into", tmp_path / "a/b.html"), f"there is no folder {tmp_path / 'a'}"),
        (("--report", file, "--into", file), f"{file} is the report itself; give another file"),
    ]:
        done = invoke(*words)
        assert (done.exit_code, done.output) == (2, f"report  {says}\n")


def test_the_command_wants_a_report_or_a_store(file, tmp_path):
    for words, says in [
        ((), "Give one of '--report' and '--store'."),
        (("--report", file, "--store", tmp_path), "Give one of '--report' and '--store'."),
        (("--store", tmp_path, "--into", tmp_path / "a.html"), "'--into' goes with '--report'"),
    ]:
        done = invoke(*words)
        assert done.exit_code == 2
        assert says in done.output
    done = invoke("--store", tmp_path / "none")
    assert (done.exit_code, done.output) == (2, f"report  there is no folder {tmp_path / 'none'}\n")
