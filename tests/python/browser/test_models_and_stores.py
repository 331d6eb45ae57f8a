"""Pages of models, of prepare and score, and of a store, in a real browser."""

import json

import pytest
from peleus import _door
from peleus.reports import page, write_index

from ..unit.stores import LocalDoor, fill

NAMES = ("claims", "speeds", "prepare", "score")

# Curves are drawn; what is shown of them are their areas. An empty salt is none.
DRAWN = ["test.roc.*", "test.precision_recall.*", "split.salt"]

# A link's place is where it leads; the run of what is published is said where it is not the newest one.
LINKED = ["*.page", "*.record", "*.published.run"]


@pytest.fixture(scope="module")
def documents(root):
    folder = root / "tests/resources/reports"
    return {name: json.loads((folder / f"{name}.json").read_text("utf-8")) for name in NAMES}


@pytest.fixture
def opened(open_page, tmp_path):
    def drawn(document, width):
        file = tmp_path / "page.html"
        file.write_text(page(document), "utf-8")
        return open_page(file, width)

    return drawn


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_what_its_document_says(opened, documents, name, width):
    opened(documents[name], width).verify(documents[name], DRAWN)


@pytest.mark.parametrize("width", [1280, 390])
def test_long_names_and_values_do_not_stick_out(opened, documents, width):
    document = json.loads(json.dumps(documents["claims"]))
    long = "a_rather_long_name_" * 6
    document |= {"model": long, "label": {"column": long, "positive": long}, "description": long, "source": long}
    document["features"]["numeric"] = [long] * 40
    document["selected"]["params"] = {long: 0.123456789}
    for rows in (document["test"]["mistakes"][kind] for kind in ("false_positives", "false_negatives")):
        rows[0]["values"] = {long: long, "amount": -123456789.123456}
    document["test"] |= {"log_loss": 123456789.123, "cost": 1e15}
    opened(document, width).verify(document, DRAWN)


def test_drawings_have_their_place(opened, documents):
    shown = opened(documents["claims"], 390)
    boxes = shown.boxes("svg.plane")
    assert len(boxes) == 3
    assert all(box["width"] > 300 and box["height"] > 250 for box in boxes)
    assert shown.texts("figcaption strong") == ["ROC curve", "Precision and recall", "Calibration"]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_index_of_a_store(open_page, documents, tmp_path, monkeypatch, width):
    for name in ("names", "read_file", "replace_file"):
        monkeypatch.setattr(_door, name, getattr(LocalDoor(), name))
    fill(tmp_path, documents["claims"])
    write_index(None, str(tmp_path))
    index = json.loads((tmp_path / "index.json").read_text("utf-8"))
    shown = open_page(tmp_path / "index.html", width)
    shown.verify(index, LINKED)
    assert shown.texts("h2 [data-path]") == ["flights", "claims", "flights.features", "flights.checked"]


def test_a_wrong_rounding_is_found_out(open_page, documents, tmp_path):
    document = documents["score"]
    right = '<span data-path="model.threshold" title="0.2646944935900021">0.2647</span>'
    written = page(document)
    assert right in written
    for wrong in [right.replace(">0.2647", ">0.2649"), right.replace("0.2646944935900021", "0.26469")]:
        (tmp_path / "page.html").write_text(written.replace(right, wrong), "utf-8")
        assert len(open_page(tmp_path / "page.html", 1280).differing(document)) == 1
