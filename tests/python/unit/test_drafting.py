"""What ``peleus new --from`` finds in sample files, and what it refuses to guess."""

import gzip
import zipfile

import pytest
from peleus.errors import Refused
from peleus.scaffold import drafting, naming
from peleus.scaffold.cells import type_of


@pytest.mark.parametrize(
    ("cells", "name", "options"),
    [
        (["1", "-20", "0"], "integer", {}),
        (["007", "12"], "string", {}),  # a code
        (["+1"], "string", {}),
        (["9" * 18], "integer", {}),
        (["9" * 19], "string", {}),
        (["1.5", "20", "-3.25"], "decimal(6,2)", {}),
        (["0,5", "1234,25"], "decimal(8,2)", {"decimal_char": [","]}),
        (["0.123", "1.234"], "decimal(6,3)", {}),  # no group begins with 0
        (["1.123456789012345"], "decimal(18,15)", {}),
        (["12.123456789012345"], "number", {}),
        (["01.5"], "string", {}),
        (["yes", "No"], "boolean", {}),
        (["oui", "peut-être"], "string", {}),
        (["0", "1"], "integer", {}),
        (["2024-01-31"], "date", {}),
        (["2024-02-30"], "string", {}),
        (["31/01/2024", "01/02/2024"], "date", {"formats": ["dd/MM/yyyy"]}),
        (["01/31/2024", "01/02/2024"], "date", {"formats": ["MM/dd/yyyy"]}),
        (["31.01.2024"], "date", {"formats": ["dd.MM.yyyy"]}),
        (["1/2/2024"], "string", {}),
        (["2024-01-31 10:00"], "string", {}),
        ([], "string", {}),
    ],
)
def test_the_type_that_all_cells_satisfy(cells, name, options):
    found = type_of(cells)
    assert (found.name, found.options, found.undecided) == (name, options, None)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["01/02/2024", "11/12/2024"], "a date, and both fit: dd/MM/yyyy and MM/dd/yyyy"),
        (["1,234", "20,500"], "is the , of 1,234 its decimal_char or its group_char?"),
        (["1.234"], "is the . of 1.234 its decimal_char or its group_char?"),
        (["1.5", "1,5"], "numbers with both marks"),
    ],
)
def test_what_can_be_read_in_two_ways_stays_a_string_and_says_what_to_decide(cells, said):
    found = type_of(cells)
    assert found.name == "string"
    assert found.undecided.startswith(said)


@pytest.mark.parametrize(
    ("names", "table", "pattern", "dates"),
    [
        (["a_2013-02.csv", "a_2013-01.csv.gz"], "a", "a_{date:yyyy-MM}*.{csv,csv.gz,zip}", ["2013-01", "2013-02"]),
        (["Sinistres 20240131_v2.csv"], "sinistres", "Sinistres {date:yyyyMMdd}*.{csv,csv.gz,zip}", ["2024-01-31"]),
        (["2024_01.txt"], "mine", "{date:yyyy_MM}*.{csv,csv.gz,zip,txt}", ["2024-01"]),
        (["v2 claims.2024.zip"], "v2_claims", "v2 claims.{date:yyyy}*.{csv,csv.gz,zip}", ["2024"]),
        (["a[1]-2024-01.csv"], "a_1", "a?1?-{date:yyyy-MM}*.{csv,csv.gz,zip}", ["2024-01"]),
        (["a_2024", "a_2025.csv"], "a", "a_{date:yyyy}*", ["2024", "2025"]),
        (["a_2024.x,y"], "a", "a_{date:yyyy}*", ["2024"]),
        (["a_2024_Q1.csv", "a_2024_Q2.csv"], "a", "a_{date:yyyy}*.{csv,csv.gz,zip}", ["2024", "2024"]),
    ],
)  # fmt: skip
def test_names_of_files_tell_table_pattern_and_dates(names, table, pattern, dates):
    found = naming.common(names, "mine")
    assert (found.table, found.pattern, list(found.dates)) == (table, pattern, dates)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["claims.csv"], "the names must tell the delivery's date"),
        (["claims_2024-13.csv", "claims_2024-01.csv"], "the names must tell the delivery's date"),
        (["claims_31-01-2024.csv"], "the names must tell the delivery's date"),
        (["claims_2024-02-30.csv"], "2024-02-30, in the name of a file, is no date of the calendar"),
        (["claims_123456.csv"], "the names must tell the delivery's date"),
        (["claims_2024-01.csv", "cars_2024-01.csv"], "names begin with cars_ and claims_: give the files of one table"),
    ],
)
def test_names_that_are_not_those_of_one_table(names, said):
    with pytest.raises(Refused, match=said):
        naming.common(names, "mine")


def test_columns_get_names_that_a_metastore_holds():
    header = ["Né le", "Ne le", "%", "2024", "on", "Montant (EUR)", "Ünïted"]
    assert naming.columns(header) == ["ne_le", "ne_le_2", "column_3", "column_4_2024", "on_", "montant_eur", "united"]


@pytest.mark.parametrize(
    ("header", "names"),
    [
        (["a_3", "a", "A!"], ["a_3", "a", "a_4"]),  # a_3 is taken
        (["A b", "a_b"], ["a_b_1", "a_b"]),  # a label is its own column's
        (["model", "score", "price"], ["model_1", "score_2", "price"]),  # what later steps add
    ],
)
def test_columns_are_called_as_nothing_else_is(header, names):
    assert naming.columns(header) == names


def claims(number, first=0):
    yes = ["yes", "no"]
    return "id,amount,hurt,seen\n" + "".join(f"{first + n},{n}.5,{yes[n % 2]},NA\n" for n in range(number))


@pytest.fixture
def inbox(tmp_path):
    """The same table plain, in gzip and in zip."""
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox/claims_2024-01.csv").write_text(claims(60))
    (tmp_path / "inbox/claims_2024-02.csv.gz").write_bytes(gzip.compress(claims(10, 100).encode("utf-8-sig")))
    with zipfile.ZipFile(tmp_path / "inbox/claims_2024-03.zip", "w") as packed:
        packed.writestr("claims.csv", "hurt;id;seen;amount\nyes;200;;7\n")
    (tmp_path / "inbox/.hidden").touch()
    return tmp_path / "inbox"


def test_a_draft_says_what_was_seen(inbox):
    new = drafting.project([str(inbox)], None, "mine")
    assert sorted(new.deliveries) == ["claims_2024-01.csv", "claims_2024-02.csv.gz", "claims_2024-03.zip"]
    assert [(each.name, each.type.name, each.is_required) for each in new.words["fields"]] == [
        ("id", "integer", True),
        ("amount", "decimal(5,1)", True),
        ("hurt", "boolean", True),
        ("seen", "string", False),
    ]
    seen = {
        key: new.words[key] for key in ("missing", "delimiters", "encodings", "model", "key", "numeric", "categorical")
    }
    assert seen == {
        **{"missing": ["NA"], "delimiters": [",", ";"], "encodings": ["utf-8"]},
        **{"model": "hurt", "key": ["id"], "numeric": ["missing_cells", "amount"], "categorical": []},
    }
    assert new.words["trained"] == ", first: 2024-01, last: 2024-03"
    assert new.hints == ()


def test_a_header_may_have_a_line_end_in_a_label(tmp_path):
    (tmp_path / "claims_2024.csv").write_text('"Montant\n(EUR)";id\n1,5;2\n')
    fields = drafting.project([str(tmp_path)], None, "mine").words["fields"]
    assert [(each.name, each.type.name) for each in fields] == [("montant_eur", "decimal(4,1)"), ("id", "integer")]


def test_words_for_nothing_count_in_any_case(tmp_path):
    (tmp_path / "claims_2024.csv").write_text("id,amount\nNa,n/a\n1,2.5\n")
    words = drafting.project([str(tmp_path)], None, "mine").words
    assert words["missing"] == ["NA", "N/A"]
    assert [(each.type.name, each.is_required) for each in words["fields"]] == [
        ("integer", False),
        ("decimal(4,1)", False),
    ]


def test_several_files_of_a_date_are_told(tmp_path):
    for quarter in ("Q1", "Q2"):
        (tmp_path / f"claims_2024_{quarter}.csv").write_text("id\n1\n")
    hints = drafting.project([str(tmp_path)], None, "mine").hints
    assert hints[0].startswith("several files are of 2024: ")


def test_a_label_alone_is_predicted_from_nothing(tmp_path):
    (tmp_path / "claims_2024.csv").write_text("hurt\n" + "yes\nno\n" * 40)
    with pytest.raises(Refused, match="label: there is nothing to predict 'hurt' from"):
        drafting.project([str(tmp_path)], None, "mine")


def test_records_of_another_width_tell_nothing(tmp_path):
    (tmp_path / "claims_2024.csv").write_text("id,amount\n1,2\ntorn\n3,4,five\n5,6\n")
    new = drafting.project([str(tmp_path)], None, "mine")
    assert new.hints[0].endswith("claims_2024.csv: 2 records are not as wide as the header, and tell nothing here")
    assert [(each.name, each.type.name, each.values) for each in new.words["fields"]] == [
        ("id", "integer", ["1", "5"]),
        ("amount", "integer", ["2", "6"]),
    ]


def test_without_something_to_predict_there_is_no_model(tmp_path):
    (tmp_path / "claims_2024.csv").write_text(claims(20))
    new = drafting.project([str(tmp_path)], None, "mine")
    files = new.files("mine")
    assert {"model.yaml", "tests/test_train.py", "tests/test_score.py"}.isdisjoint(files)
    assert "train" not in files["pipeline.yaml"]
    assert new.hints[-1].startswith("there is no model: no column holds 30 true and 30 false values")


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("hrt", "label: there is no column 'hrt', did you mean 'hurt'?"),
        ("amount", "label: 'amount' cannot be predicted: it holds 60 values; wanted are true and false, or 1 and 0"),
        ("hurt", "label: 'hurt' cannot be predicted: 10 of its 20 values are true; wanted are 30 true ones"),
    ],
)
def test_a_label_that_cannot_be_predicted(tmp_path, label, said):
    (tmp_path / "claims_2024.csv").write_text(claims(20 if label == "hurt" else 60))
    with pytest.raises(Refused) as refused:
        drafting.project([str(tmp_path)], label, "mine")
    assert str(refused.value).startswith(said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "has no header"),
        (b"id,id\n1,2\n", "has no header: its first line must name each column, each another way"),
        (b"id,name\n", "has no records after its header"),
        (b"\x1f\x8b broken", "is damaged"),
        (b"id\n\x81\n", "is no text in utf-8 or windows-1252"),
        (b"a\rb\r", "ends its lines with CR alone"),
        (b"Id,id\n1,2\n", "has no header"),
        ("id\n1\n".encode("utf-16"), "has unseen characters in its header"),
        (b"other\n1\n", "are not of one table: amount, hurt, id, other, seen is in one alone"),
    ],
)
def test_files_that_are_no_table_are_refused(inbox, content, said):
    (inbox / "claims_2024-04.csv").write_bytes(content)
    with pytest.raises(Refused, match=said):
        drafting.project([str(inbox)], None, "mine")


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="from: there is no file or folder .*/nothing"):
        drafting.project([str(tmp_path / "nothing")], None, "mine")
