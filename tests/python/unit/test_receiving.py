"""From an inbox to landing and receipts, and from receipts to contracts."""

import hashlib
from pathlib import Path

import pytest
from peleus.delivery import receipts
from peleus.delivery.inbox import arrivals
from peleus.delivery.landing import receive
from peleus.delivery.matching import Expected, match
from peleus.delivery.receipts import Receipt, ReceivedFile
from peleus.errors import Refused


@pytest.fixture
def inbox(tmp_path):
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox, **texts):
    """Write files by their names, `__` for a folder's end and `_` for a dot."""
    for name, text in texts.items():
        file = inbox / name.replace("__", "/").replace("_", ".")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def received(number, *names, entry="entry"):
    files = tuple(ReceivedFile(name, 1, name, f"landing/{name}") for name in names)
    return Receipt(number, entry, "2026-11-23T06:45:00.000Z", files)


def test_an_entry_is_a_delivery_its_files_sorted(inbox):
    put(inbox, b_csv="b", a__y_csv="y", a__inner__z_csv="z", a__x_csv="x")
    (inbox / "empty").mkdir()
    found = [(arrival.entry, [name for name, _ in arrival.files]) for arrival in arrivals(inbox)]
    assert found == [("a", ["inner/z.csv", "x.csv", "y.csv"]), ("b.csv", ["b.csv"])]


@pytest.mark.parametrize(
    "name", [".hidden", "a.csv.part", "a.csv.tmp", "a.csv.filepart", ".hidden/a.csv", "f.part/a.csv"]
)
def test_what_is_hidden_or_on_its_way_is_not_taken(inbox, name):
    for place in (inbox, inbox / "taken"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text("x")
    put(inbox, taken__a_csv="a")
    assert [(each.entry, [file for file, _ in each.files]) for each in arrivals(inbox)] == [("taken", ["a.csv"])]


def test_inboxes_that_are_refused(inbox):
    with pytest.raises(Refused, match=rf"^there is no folder {inbox}/none: deliveries are taken from there$"):
        arrivals(inbox / "none")
    put(inbox, a_csv="a")
    (inbox / "a:b.csv").write_text("x")
    (inbox / "a,b.csv").write_text("x")
    with pytest.raises(Refused) as refused:
        arrivals(inbox)
    assert str(refused.value).splitlines() == [
        f"{inbox}/a,b.csv cannot be received: its name holds one of :,",
        f"{inbox}/a:b.csv cannot be received: its name holds one of :,",
    ]


def test_each_delivery_gets_a_receipt_once(inbox, store):
    put(inbox, two__b_csv="bb", two__inner__a_csv="a", one_csv="1")
    told = []
    first = receive(inbox, store, told.append)
    assert (told, first.known) == (["received one.csv", "received two"], 0)
    digest = hashlib.sha256(b"bb").hexdigest()
    written = store.read("landing/receipts/00000002.json")
    assert written.pop("received").endswith("Z")
    assert written["files"][0] == {"name": "b.csv", "bytes": 2, "sha256": digest, "path": f"landing/{digest}/b.csv"}
    assert [file["name"] for file in written["files"]] == ["b.csv", "inner/a.csv"]
    assert {key: written[key] for key in ("version", "number", "entry")} == {"version": 1, "number": 2, "entry": "two"}
    assert (store.root / f"landing/{digest}/b.csv").read_text() == "bb"
    assert receipts.read_all(store) == list(first.new)

    again = receive(inbox, store)
    assert (again.new, again.known) == ((), 2)
    assert store.names("landing/receipts") == ["00000001.json", "00000002.json"]


def test_other_bytes_or_another_name_is_another_delivery_and_the_old_bytes_again_are_too(inbox, store):
    for text in ("old", "new", "old"):
        put(inbox, a_csv=text)
        assert [each.entry for each in receive(inbox, store).new] == ["a.csv"]
    put(inbox, copy_csv="old")
    assert [each.entry for each in receive(inbox, store).new] == ["copy.csv"]
    by_number = [(each.number, each.entry, each.files[0].sha256) for each in receipts.read_all(store)]
    old, new = (hashlib.sha256(text).hexdigest() for text in (b"old", b"new"))
    assert by_number == [(1, "a.csv", old), (2, "a.csv", new), (3, "a.csv", old), (4, "copy.csv", old)]


def test_a_file_that_changes_while_it_is_received_gets_no_receipt(inbox, store):
    put(inbox, a_csv="a", b_csv="b")
    land = store.land

    def growing(file):
        if file.name == "b.csv":
            file.write_text("b, and more")
        return land(file)

    store.land = growing
    with pytest.raises(Refused, match=r"/b\.csv changes while it is received: call it b\.csv\.part until it is whole$"):
        receive(inbox, store)
    assert [each.entry for each in receipts.read_all(store)] == ["a.csv"]


def test_of_two_who_receive_at_once_each_gets_a_number(inbox, store):
    file = ReceivedFile("a.csv", 1, "aa", "landing/aa/a.csv")
    create = store.create

    def outrun(name, document):
        store.create = create
        receipts.add(store, "theirs", "2026-11-23T06:45:00.000Z", [file])
        return create(name, document)

    store.create = outrun
    ours = receipts.add(store, "ours", "2026-11-23T06:45:00.000Z", [file])
    assert [(each.number, each.entry) for each in receipts.read_all(store)] == [(1, "theirs"), (2, "ours")]
    assert ours.number == 2


FLIGHTS = Expected(
    "f1", {"flights_2013-05.csv": "2013-05", "flights_2013-05b.csv": "2013-05", "flights_2013-06.csv": "2013-06"}
)
WEATHER = Expected("w1", {"weather_2013-05.csv": "2013-05"})
BOTH = {"flights.checked": FLIGHTS, "weather.checked": WEATHER}


def test_each_receipt_goes_to_the_contract_that_takes_all_its_files():
    several = received(3, "05/flights_2013-05.csv", "05/flights_2013-05b.csv")
    found = match([received(1, "weather_2013-05.csv"), received(2, "flights_2013-06.csv"), several], BOTH)
    assert found.untaken == []
    of = {
        table: [(each.receipt.number, each.date, each.fingerprint) for each in found.deliveries[table]]
        for table in BOTH
    }
    assert of == {
        "flights.checked": [(2, "2013-06", "f1"), (3, "2013-05", "f1")],
        "weather.checked": [(1, "2013-05", "w1")],
    }


@pytest.mark.parametrize(
    ("names", "why"),
    [
        (["readme.txt"], "no contract takes it: readme.txt"),
        (
            ["flights_2013-05.csv", "readme.txt"],
            "no contract takes it: flights_2013-05.csv, readme.txt "
            "(that of flights.checked takes some of these files, not all)",
        ),
        (["flights_2013-05.csv", "flights_2013-06.csv"], "its files are of 2013-05 and 2013-06"),
    ],
)
def test_what_nobody_takes_is_told(names, why):
    found = match([received(7, *names)], BOTH)
    assert [(each.receipt.number, each.why) for each in found.untaken] == [(7, why)]
    assert found.deliveries == {"flights.checked": [], "weather.checked": []}


def test_what_two_contracts_take_is_refused():
    greedy = BOTH | {"other.checked": FLIGHTS}
    with pytest.raises(Refused) as refused:
        match([received(1, "flights_2013-06.csv", entry="06.csv"), received(2, "weather_2013-05.csv")], greedy)
    assert (
        str(refused.value) == "delivery 1, 06.csv: the contracts of flights.checked and other.checked take it: one may"
    )


def test_names_are_those_of_files_not_folders():
    assert ReceivedFile("05/inner/a.csv", 1, "aa", "landing/aa/a.csv").base == Path("a.csv").name
