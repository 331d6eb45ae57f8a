"""The page of a model, drawn from evaluations that real trainings have written."""

import copy
import json
import re
from contextlib import suppress

import pytest
from peleus.errors import Refused
from peleus.reports import model_page, page
from peleus.reports._charts import Axis

from .pages import Shown, places, put


@pytest.fixture(scope="module")
def evaluations(root):
    folder = root / "tests/resources/reports"
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in ("claims", "speeds")}


@pytest.fixture
def claims(evaluations):
    """A binary problem, with columns that a contract masks."""
    return copy.deepcopy(evaluations["claims"])


@pytest.fixture
def speeds(evaluations):
    """A regression."""
    return copy.deepcopy(evaluations["speeds"])


def shown(evaluation):
    return Shown(model_page(evaluation))


def numbers(way):
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", way)]


def drawn(page, css):
    """Give the attributes of what is drawn, one chart after the other."""
    return [given for _, given in page.drawn if given.get("class") == css]


def test_numbers_are_rounded_and_the_whole_of_them_is_the_title(claims):
    claims["test"] |= {"area_under_pr": 0.47859424, "brier": 0.125, "log_loss": 123456.7, "cost": 38549.0}
    page = shown(claims)
    texts = [page.paths[f"test.{key}"] for key in ("brier", "log_loss", "cost")]
    assert texts == ["0.1250.125", "123,457", "38,549"]  # the Brier score stands by its chart, too
    assert page.paths["test.area_under_pr"] == "0.47860.4786"
    assert page.titles["test.area_under_pr"] == "0.47859424"
    assert page.paths["test.confusion.tp"] == f"{claims['test']['confusion']['tp']}"


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.0, "0"), (0.00012345, "0.0001234"), (1.23456e-7, "1.235e-07"), (-1234.56, "-1,235"), (7.1, "7.1")],
)
def test_four_digits(claims, value, text):
    claims["threshold"]["cost"]["fn"] = value
    assert shown(claims).paths["threshold.cost.fn"] == text


def test_what_was_selected_and_why_stands_first(claims):
    claims["search"]["rule"] = "one_standard_error"
    page = model_page(claims)
    family = claims["selected"]["family"]
    assert f'data-path="selected.family">{family}<' in page
    assert "within one standard error" in " ".join(page.split())
    claims["search"]["rule"] = "best"
    assert "It has the best mean over the held-out rows." in " ".join(model_page(claims).split())
    claims["search"] = None
    assert "the only setting" in model_page(claims)


def test_the_selected_family_is_marked_and_no_other(claims):
    rows = re.findall(r'<tr role="row">.*?</tr>', model_page(claims), re.DOTALL)
    compared = [row for row in rows if 'data-path="test.families.' in row]
    assert len(compared) == len(claims["test"]["families"]) == 2
    marked = [position for position, row in enumerate(compared) if "selected</span>" in row]
    expected = [
        position
        for position, each in enumerate(claims["test"]["families"])
        if each["family"] == claims["selected"]["family"]
    ]
    assert marked == expected


def test_the_curve_goes_through_the_points_of_the_document(claims):
    claims["test"]["roc"] = [[0.0, 0.0], [0.25, 0.5], [1.0, 1.0]]
    claims["test"]["precision_recall"] = [[0.0, 1.0], [0.5, 0.75], [1.0, 0.5]]
    roc, precision_recall = drawn(shown(claims), "curve")
    left, right, low, high = 48, 328, 252, 12
    assert numbers(roc["d"]) == [left, low, left + (right - left) / 4, low + (high - low) / 2, right, high]
    half, middle, above = low + (high - low) / 2, left + (right - left) / 2, low + (high - low) * 0.75
    assert numbers(precision_recall["d"]) == [left, high, above, middle, half, right]  # by steps
    assert re.sub(r"[\d. ]", "", precision_recall["d"]) == "MVHVH"


def test_the_threshold_is_a_point_of_both_curves(claims):
    claims["test"]["confusion"] |= {"tp": 30, "fn": 10, "fp": 20, "tn": 60}
    on_roc, on_precision_recall = drawn(shown(claims), "dot chosen")
    place = [48 + 280 * 0.25, 252 - 240 * 0.75]
    assert [float(on_roc[key]) for key in ("cx", "cy")] == pytest.approx(place, abs=0.06)
    assert [float(on_precision_recall[key]) for key in ("cx", "cy")] == pytest.approx([258, 252 - 240 * 0.6], abs=0.06)


def test_each_bin_is_a_dot(claims, speeds):
    assert len(drawn(shown(claims), "dot")) == len(claims["test"]["calibration"])
    assert len(drawn(shown(speeds), "dot")) == len(speeds["test"]["deciles"])


def test_bars_are_as_high_as_there_are_errors(speeds):
    speeds["test"]["errors"] = [
        {"lower": -10.0, "upper": 0.0, "rows": 30},
        {"lower": 0.0, "upper": 10.0, "rows": 15},
        {"lower": 10.0, "upper": 20.0, "rows": 0},
    ]
    heights = [float(bar["height"]) for bar in drawn(shown(speeds), "column")]
    assert heights == [240.0, 120.0, 0.0]


@pytest.mark.parametrize("values", [[150.0, 150.0], [1e17, 1e17], [0.1 + 0.2, 0.3], [0.0, 0.0]], ids=str)
def test_predictions_that_are_all_the_same_are_drawn_in_the_middle(speeds, values):
    deciles = [{"mean_predicted": value, "mean_actual": value, "rows": 10} for value in values]
    speeds["test"]["deciles"] = deciles
    for dot in drawn(shown(speeds), "dot"):
        assert (float(dot["cx"]), float(dot["cy"])) == pytest.approx((188, 132), abs=30)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([0.0, 1.0], ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        ([-45.2, 51.0], ["-60", "-40", "-20", "0", "20", "40", "60"]),
        ([0.0012, 0.0049], ["0.001", "0.002", "0.003", "0.004", "0.005"]),
        ([0.0, 28000.0], ["0", "10,000", "20,000", "30,000"]),
        ([0.0, 4_000_000.0], ["0", "1e+06", "2e+06", "3e+06", "4e+06"]),
    ],
    ids=str,
)
def test_axes_run_between_round_numbers(values, says):
    axis = Axis.over("rows", values)
    assert [axis.label(tick) for tick in axis.ticks] == says
    assert all(0 <= axis.share(value) <= 1 for value in values)
    assert (axis.share(axis.ticks[0]), axis.share(axis.ticks[-1])) == (0, 1)


def test_a_test_set_of_one_class_has_no_curves(claims):
    claims["test"] |= {"roc": [], "precision_recall": [], "area_under_roc": None, "area_under_pr": None}
    claims["test"]["confusion"] |= {"tp": 0, "fn": 0}
    page = shown(claims)
    assert drawn(page, "curve") == []
    assert page.paths["test.area_under_roc"] == "–"


def test_words_say_what_is_predicted(claims):
    told = " ".join(shown(claims).paths["label.column"].split())
    assert "claimed" in told
    assert "label.positive" in shown(claims).paths
    yes = re.sub(r"<[^>]*>", "", model_page(claims))
    assert "not claimed, predicted in vain" in yes
    claims["label"]["positive"] = "fraud"
    assert "not claimed = fraud, predicted in vain" in re.sub(r"<[^>]*>", "", model_page(claims))


def test_a_threshold_that_predicts_nobody_is_said_in_words(claims):
    claims["threshold"]["value"] = None
    page = model_page(claims)
    assert "No row is predicted to be" in page
    assert "From a score of" not in page


def test_masked_values_are_said_to_be_masked(claims):
    assert claims["test"]["mistakes"]["masked"] == ["speed", "region"]
    page = shown(claims)
    worst = claims["test"]["mistakes"]["false_negatives"][0]["values"]
    assert (worst["speed"], worst["region"]) == (None, None)
    path = "test.mistakes.false_negatives.0.values"
    assert (page.paths[f"{path}.speed"], page.paths[f"{path}.region"]) == ("masked", "masked")
    assert page.paths[f"{path}.id"] == str(worst["id"])
    claims["test"]["mistakes"]["masked"] = []
    assert shown(claims).paths[f"{path}.speed"] == "–"


def test_an_evaluation_that_is_in_no_registry_has_its_page(claims):
    for key in ("number", "alias", "source", "trained_at", "versions"):
        del claims[key]
    del claims["test"]["opened"]
    page = shown(claims)
    assert page.paths["model"] == "claims"
    assert "number" not in page.paths


def test_data_is_escaped(claims):
    script = "<script>alert(1)</script>"
    claims["description"] = script
    claims["test"]["mistakes"]["false_positives"][0]["values"] = {script: script}
    page = shown(claims)
    assert "script" not in page.tags
    assert page.paths["description"] == script


@pytest.mark.parametrize(
    ("path", "value", "says"),
    [
        ("version", 2, "is an evaluation of version 2; Peleus .* reads version 1"),
        ("version", None, "is not an evaluation: it wants version, model, problem, selected and test"),
        ("problem", "clusters", "problem wants to be one of binary, regression, got 'clusters'"),
        ("test.roc.1.0", "x", "test.roc.1.0 wants to be a number, got 'x'"),
        ("test.roc.1.0", 1e400, "test.roc.1.0 wants to be a number, got inf"),
        ("test.confusion.tp", 0.5, "test.confusion.tp wants to be a count, got 0.5"),
        ("test.families", [], "test.families.0 is missing"),
    ],
)
def test_what_is_no_evaluation_is_refused_with_its_place(claims, path, value, says):
    put(claims, path, value)
    with pytest.raises(Refused, match=says):
        page(claims)


@pytest.mark.parametrize("name", ["claims", "speeds"])
@pytest.mark.parametrize("value", [None, [], {}, "x", 1e400], ids=repr)
def test_whatever_stands_anywhere_there_is_a_page_or_a_refusal(evaluations, name, value):
    small = copy.deepcopy(evaluations[name])
    test = small["test"]
    for key in ("roc", "precision_recall", "calibration", "deciles", "errors", "families"):
        if key in test:
            del test[key][2:]
    for rows in test.get("mistakes", {}).values():
        del rows[1:]
    del small["search"]["settings"][1:]
    for path in places(small):
        wrong = copy.deepcopy(small)
        put(wrong, path, value)
        with suppress(Refused):
            assert model_page(wrong).endswith("</html>")
