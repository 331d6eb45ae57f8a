"""The page of a real ``peleus check`` in a real browser, and pages of the verdicts that it did not have."""

import copy
import gzip
import json
import re
import subprocess

import pytest
from peleus.reports import delivery_page

# A reference to a file, which is shown by its name; and that nothing is masked.
UNSHOWN = ["rules.*.examples.*.file", "columns.*.masked"]
SECRET = "FR76-3000"
CONTRACT = """contract: people
version: 1.4.0
delivery:
  files: "people_{date:yyyy-MM}*.{csv,csv.gz}"
  encoding: [utf-8, windows-1252]
  dialect: {delimiter: [",", ;]}
  missing_values: [NA]
policy: {tolerate: {percent: 60}}
fields:
  id:     {type: integer, required: true, minimum: 1}
  birth:  {type: date, formats: [yyyy-MM-dd, dd/MM/yyyy], labels: [né le]}
  weight: {type: "decimal(5,1)", decimal_char: [".", ","], maximum: 300, on_fail: {maximum: keep_flag, type: set_null}}
  city:   {type: string, enum: [Lyon, Nice], on_fail: drop}
  iban:   {type: string, pattern: "FR[0-9-]+", mask: true, required: true}
  note:   {type: string, max_length: 40, on_fail: warn}
rules:
  - heavy_enough: {expr: "weight is null or weight > 1"}
  - unique: [id]
  - row_count: {minimum: 1, maximum: 100000}
"""
FIRST = f"""id,né le,weight,city,iban,note
1,1980-12-31,70.5,Lyon,{SECRET}-1,
2,31/12/1980,400,Nice,{SECRET}-2,heavy
x,1980-13-01,heavy,Lyon,{SECRET}-3,<script>alert(1)</script>
4,1980-01-01,60,Paris,{SECRET}-4,elsewhere
5,1980-01-02,60,Lyon
6,1980-01-03,0.5,Lyon,{SECRET}-6,"too
light, and more than one line long, really"
NA,1980-01-04,60,Lyon,{SECRET.lower()},

0,1980-01-05,60,Lyon,,"{"long " * 60}"
"""
LINE = "{0};01/02/1990;{1},5;Nice;" + SECRET + "-{0};née ici\n"
SECOND = "id;né le;weight;city;iban;note\n" + "".join(LINE.format(i, i % 90 + 2) for i in range(10, 1300))


@pytest.fixture(scope="module")
def checked(python, tmp_path_factory):
    """Check a delivery of two files by the command line, and draw its page by the command line."""
    folder = tmp_path_factory.mktemp("people")
    (folder / "people.yaml").write_text(CONTRACT, "utf-8")
    (folder / "inbox").mkdir()
    (folder / "inbox/people_2024-05a.csv").write_text(FIRST, "utf-8")
    (folder / "inbox/people_2024-05b.csv.gz").write_bytes(gzip.compress(SECOND.encode("windows-1252"), mtime=0))
    check = ["check", "--contract", "people.yaml", "--delivery", "inbox", "--into", "staged"]
    for words in [check, ["report", "--report", "staged/report.json"]]:
        done = subprocess.run([*python, *words], cwd=folder, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
    return folder / "staged"


@pytest.fixture(scope="module")
def report(checked):
    return json.loads((checked / "report.json").read_text("utf-8"))


RUN = {
    "table": "people.checked",
    "date": "2024-05",
    "number": 1207,
    "decision": "corrected",
    "corrects": 1103,
    "same_as": None,
    "released": "the supplier confirmed the new weights",
    "started": "2026-11-22T22:00:00Z",
    "seconds": 1234.5,
    "versions": {"peleus": "0.1.0", "spark": "4.3.0", "java": "17.0.15"},
}
OVER = "6 of 1,298 records rejected or dropped (0.46 %); tolerated are 0.4 %"
BEHEADED = "file:/inbox/people_2024-05.csv.gz", "ends in the middle of its packed data, after 4096 bytes of text"


def published(report):
    return {**report, "verdict": "published", "run": RUN}


def held(report):
    because = [OVER, "row_count: 1,292 clean rows, wanted are at least 2,000"]
    rule = {"rule": "row_count", "action": "hold", "failures": 708, "holds": False, "says": because[1].split(": ")[1]}
    return {**report, "verdict": "held", "because": because, "dataset_rules": [rule], "run": {**RUN, "released": None}}


def failed(report):
    return {
        **report,
        "verdict": "failed",
        "because": ["1 failure of id.missing, which allows none; the first at line 10"],
    }


def unreadable(report):
    file, what = BEHEADED
    return {
        **{key: report[key] for key in ("version", "contract", "date")},
        "verdict": "failed",
        "says": "the delivery cannot be read: 1 file is truncated",
        "because": [f"{file}: {what}"],
        "problems": [{"file": file, "code": "truncated", "what": what}],
    }


def duplicate(report):
    run = {**RUN, "decision": "duplicate", "corrects": None, "same_as": 1103, "released": None}
    return {
        **{key: report[key] for key in ("version", "contract", "date", "delivery")},
        "verdict": "duplicate",
        "because": ["the same files were published by run 1103"],
        "run": run,
    }


@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_of_a_check_says_what_its_json_says(open_page, checked, report, width):
    page = open_page(checked / "report.html", width)
    page.verify(report, UNSHOWN)
    assert page.texts(".columns .name") == list(report["columns"])
    assert SECRET not in (checked / "report.html").read_text("utf-8")
    assert page.texts("script, [style], [onclick], img, link") == []


def test_the_check_found_what_the_page_is_to_show(report):
    assert report["verdict"] == "staged"
    assert report["says"] == "1,292 of 1,298 records are clean, 5 are rejected and 1 is dropped"
    found = {(rule["column"], rule["rule"]): rule for rule in report["rules"] if rule["failures"]}
    lines = {key: [example["line"] for example in rule.get("examples", [])] for key, rule in found.items()}
    assert lines == {
        (None, "width"): [6],
        ("id", "missing"): [9],
        ("id", "type"): [4],
        ("id", "minimum"): [11],
        ("birth", "type"): [4],
        ("weight", "type"): [4],
        ("weight", "maximum"): [3],
        ("city", "enum"): [5],
        ("iban", "missing"): [11],
        ("iban", "pattern"): [9],
        ("note", "max_length"): [7, 11],
        (None, "heavy_enough"): [],
    }
    assert [example["value"] for example in found["iban", "pattern"]["examples"]] == [None]
    assert report["delivery"]["files"][1]["encoding"]["refused"] == [{"encoding": "utf-8", "line": 1, "offset": 4}]


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("variant", [published, held, failed, unreadable, duplicate])
def test_the_pages_of_other_verdicts(open_page, report, tmp_path, variant, width):
    document = variant(report)
    (tmp_path / "report.html").write_text(delivery_page(document), "utf-8")
    page = open_page(tmp_path / "report.html", width)
    page.verify(document, UNSHOWN)
    assert page.texts(".word") == [document["verdict"].capitalize()]


def test_a_page_that_lies_is_found_out(open_page, report, tmp_path):
    """The checks can fail: a wrong number, one that is not there, one that is hidden, one from nowhere."""
    page = delivery_page(report)
    file = tmp_path / "report.html"

    def opened(was, becomes):
        assert was in page
        file.write_text(page.replace(was, becomes, 1), "utf-8")
        return open_page(file, 1280)

    clean = 'data-path="routes.clean">1,292<'
    assert opened(clean, clean.replace("1,292", "1,293")).differing(report) == [
        "routes.clean: shows '1,293', the document has 1292"
    ]
    assert opened(clean, clean.replace("1,292", "1292")).differing(report) != []
    assert opened(' data-path="identities.0.holds"', "").missing(report, UNSHOWN) == ["identities.0.holds"]
    hidden = opened('class="figure clean"', 'class="figure clean" hidden')
    assert hidden.missing(report, UNSHOWN) == ["routes.clean"]
    more = copy.deepcopy(report)
    more["columns"]["id"]["invalid"] += 1
    assert opened(clean, clean).differing(more) != []
    for wrong in [
        "<p>12 more</p>",
        f"<p>{'wide' * 200}</p><pre>{'wide' * 200}</pre>",
        '<img src="https://localhost/a.png">',
    ]:
        with pytest.raises(AssertionError):
            opened("<footer>", f"{wrong}<footer>").verify(report, UNSHOWN)


def test_many_files_are_folded_and_still_complete(open_page, report, tmp_path):
    document = copy.deepcopy(report)
    files = document["delivery"]["files"]
    files += [{**files[0], "file": f"people_2024-05{i}.csv", "entry": f"folder/{i}.csv"} for i in range(5)]
    page = delivery_page(document)
    assert len(re.findall('<details class="file">', page)) == 7
    (tmp_path / "report.html").write_text(page, "utf-8")
    open_page(tmp_path / "report.html", 390).verify(document, UNSHOWN)
