"""The index of a store: what is read, what is told, where the links go."""

import copy
import json
import re
from contextlib import suppress

import pytest
from peleus import _door
from peleus.errors import Refused
from peleus.reports import collect, index_page, page, write_index
from peleus.reports._collecting import NEWEST

from .pages import Shown, places, put
from .stores import LocalDoor, fill, put_model, put_record, put_run


@pytest.fixture
def door(monkeypatch):
    local = LocalDoor()
    for name in ("names", "read_file", "replace_file"):
        monkeypatch.setattr(_door, name, getattr(local, name))
    return local


@pytest.fixture
def evaluation(root):
    return json.loads((root / "tests/resources/reports/claims.json").read_text("utf-8"))


@pytest.fixture
def store(door, evaluation, tmp_path):
    fill(tmp_path, evaluation)
    return tmp_path


@pytest.fixture
def index(store):
    return collect(None, f"{store}/")


def dates_of(index, table):
    return next(each["dates"] for each in index["tables"] if each["table"] == table)


def test_a_date_tells_its_newest_run_and_what_is_published(index):
    features, checked = index["tables"]  # the newest run is one of features
    assert (features["table"], features["rows"]) == ("flights.features", 28796)
    assert (checked["table"], checked["rows"]) == ("flights.checked", 28796 + 28206)
    assert [
        (each["date"], each["run"], each["runs"], each["verdict"], each["says"], each["published"])
        for each in checked["dates"]
    ] == [
        ("2013-07", 11, 1, "failed", "said by run 11", None),
        ("2013-06", 10, 2, "duplicate", "said by run 10", {"run": 2, "rows": 28206}),
        ("2013-05", 1, 1, "published", "said by run 1", {"run": 1, "rows": 28796}),
    ]
    assert [each["dates"][0]["step"] for each in (features, checked)] == ["prepare", "check"]
    assert (checked["dates"][2]["started"], checked["dates"][2]["seconds"]) == ("2026-11-23T06:01:00.123Z", 4.1)


def test_links_lead_to_pages_or_where_none_was_drawn_to_reports(index):
    assert [each["page"] for each in index["tables"][1]["dates"]] == [
        "runs/flights.checked/2013-07/run=11/report.json",
        "runs/flights.checked/2013-06/run=10/report.html",
        "runs/flights.checked/2013-05/run=1/report.html",
    ]


def test_a_model_tells_its_versions_their_aliases_and_what_was_selected(index, evaluation):
    (model,) = index["models"]
    assert model["model"] == "claims"
    assert [(each["number"], each["aliases"]) for each in model["versions"]] == [
        (10, ["champion"]),
        (2, ["challenger"]),
        (1, []),
    ]
    newest = model["versions"][0]
    assert newest["family"] == evaluation["selected"]["family"]
    assert newest["metrics"]["area_under_roc"] == evaluation["test"]["area_under_roc"]
    assert newest["page"] == "models/claims/v10/evaluation.html"


def test_a_pipeline_tells_its_runs(index):
    (pipeline,) = index["pipelines"]
    assert (pipeline["pipeline"], pipeline["all"]) == ("flights", 2)
    assert [(each["started"], each["exit_code"], each["verdicts"]) for each in pipeline["runs"]] == [
        ("2026-11-23T06:45:00.123Z", None, {"unchanged": 1}),
        ("2026-11-22T06:45:00.123Z", 11, {"received": 1, "published": 2, "failed": 1}),
    ]


def test_of_many_runs_only_the_newest_are_read(door, store, evaluation):
    for number in range(20, 120):
        put_run(store, "flights.checked", "2013-05", number, "published")
        put_record(store, "flights", f"202612{number % 28 + 1:02}T06{number % 60:02}00.{number:03}Z", 0, ["published"])
        put_model(store, evaluation, number, {"champion": 1})
    door.read.clear()
    index = collect(None, str(store))
    assert len([file for file in door.read if "/flights.checked/" in file]) == 3
    assert len([file for file in door.read if "/runs/flights/" in file]) == NEWEST
    assert len([file for file in door.read if "evaluation.json" in file]) == NEWEST + 1  # the champion is an old one
    may = dates_of(index, "flights.checked")[2]
    assert (may["date"], may["run"], may["runs"]) == ("2013-05", 119, 101)
    assert index["pipelines"][0]["all"] == 102
    assert [each["number"] for each in index["models"][0]["versions"]][-1] == 1


@pytest.mark.parametrize("content", ["", "[1]", "{}"])
def test_a_report_that_cannot_be_read_keeps_no_other_from_being_told(store, content):
    (store / "runs/flights.checked/2013-06/run=10/report.json").write_text(content)
    told = collect(None, str(store))
    assert [each["verdict"] for each in dates_of(told, "flights.checked")] == ["failed", None, "published"]
    assert "no report" in index_page(told)


def test_the_page_links_to_files_that_are_there(store):
    file = write_index(None, f"{store}/")
    assert file == f"{store}/index.html"
    page = Shown((store / "index.html").read_text("utf-8"))
    assert len(page.links) == 4 + 3 + 2  # dates, versions, records
    assert all((store / link).is_file() for link in page.links)
    assert json.loads((store / "index.json").read_text("utf-8")) == collect(None, str(store))


def test_the_page_says_what_the_index_says(index):
    paths = Shown(page(index)).paths
    assert paths["tables.1.dates.1.verdict"] == "duplicate"
    assert (paths["tables.1.dates.1.published.rows"], paths["tables.1.dates.1.published.run"]) == ("28,206", "2")
    assert (paths["pipelines.0.runs.1.exit_code"], paths["pipelines.0.runs.1.verdicts.published"]) == ("11", "2")
    assert paths["models.0.versions.0.aliases.0"] == "champion"
    assert "not ended" in index_page(index)


def test_many_dates_are_folded(door, tmp_path):
    for month in range(1, 31):
        put_run(tmp_path, "flights.checked", f"20{month:02}-01", month, "published")
    written = index_page(collect(None, str(tmp_path)))
    assert len(re.findall("<details", written)) == 1
    assert "tables.0.dates.29.date" in Shown(written).paths


def test_an_empty_store_says_so(door, tmp_path):
    index = collect(None, str(tmp_path))
    assert index == {"version": 1, "pipelines": [], "tables": [], "models": []}
    assert "Nothing has run here yet." in page(index)


@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 1e400], ids=repr)
def test_whatever_stands_anywhere_there_is_a_page_or_a_refusal(index, value):
    for path in places(index):
        wrong = copy.deepcopy(index)
        put(wrong, path, value)
        with suppress(Refused):
            assert page(wrong).endswith("</html>")


def test_what_is_no_index_is_refused():
    with pytest.raises(Refused, match="is not an index: it wants version, tables, models and pipelines"):
        index_page({"version": 1, "tables": []})
    with pytest.raises(Refused, match="is an index of version 2"):
        index_page({"version": 2, "tables": [], "models": [], "pipelines": []})
