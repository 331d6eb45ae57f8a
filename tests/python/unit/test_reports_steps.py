"""Pages of prepare and score."""

import copy
import json
from contextlib import suppress

import pytest
from peleus.errors import Refused
from peleus.reports import page, step_page

from .pages import Shown, places, put


@pytest.fixture(params=["prepare", "score"])
def report(request, root):
    return json.loads((root / f"tests/resources/reports/{request.param}.json").read_text("utf-8"))


def shown(report):
    return Shown(page(report)).paths


def test_verdict_rows_and_inputs_are_shown(report):
    paths = shown(report)
    assert (paths["verdict"], paths["says"]) == ("published", report["says"])
    assert (paths["rows"], paths["run.seconds"]) == ("28,206", "2.7")
    assert [paths[f"inputs.0.{key}"] for key in ("table", "date", "run", "rows")] == [
        str(report["inputs"][0]["table"]),
        report["inputs"][0]["date"],
        str(report["inputs"][0]["run"]),
        f"{report['inputs'][0]['rows']:,}",
    ]
    assert [paths[f"columns.tailnum.{key}"] for key in ("type", "nulls", "minimum")] == ["string", "186", "–"]


def test_a_score_names_its_model(root):
    report = json.loads((root / "tests/resources/reports/score.json").read_text("utf-8"))
    paths = shown(report)
    assert [paths[f"model.{key}"] for key in ("name", "version", "alias", "threshold")] == [
        "delayed",
        "3",
        "champion",
        "0.2647",
    ]
    assert (paths["scores.positives"], paths["scores.mean"]) == ("9,011", "0.2719")
    report["model"] |= {"alias": None, "threshold": None, "problem": "regression"}
    report["scores"]["positives"] = None
    paths = shown(report)
    assert {"model.alias", "model.threshold", "scores.positives"}.isdisjoint(paths)


def test_nothing_to_do_is_said(report):
    run = report["run"] | {"decision": "duplicate", "same_as": 4, "corrects": None}
    small = {key: report[key] for key in ("version", "step", "date")}
    paths = shown(small | {"verdict": "duplicate", "because": ["nothing has changed since run 4"], "run": run})
    assert (paths["verdict"], paths["because.0"], paths["run.same_as"]) == (
        "duplicate",
        "nothing has changed since run 4",
        "4",
    )


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("version", 7, "is a report of version 7"),
        ("step", "guess", "step wants to be one of prepare, score, got 'guess'"),
        ("verdict", "held", "verdict wants to be one of published, duplicate, got 'held'"),
        ("inputs.0", {}, "inputs.0.table is missing"),
    ],
)
def test_what_is_no_report_is_refused_with_its_place(report, path, value, says):
    put(report, path, value)
    with pytest.raises(Refused, match=says):
        step_page(report)


@pytest.mark.parametrize("value", [None, [], {}, "x", -1, 1e400, True], ids=repr)
def test_whatever_stands_anywhere_there_is_a_page_or_a_refusal(report, value):
    for path in places(report):
        wrong = copy.deepcopy(report)
        put(wrong, path, value)
        with suppress(Refused):
            assert page(wrong).endswith("</html>")
