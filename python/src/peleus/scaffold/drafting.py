"""A project from files that a supplier has sent: the draft of their contract, and what can be learned from them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from peleus._declared.nearest import nearest
from peleus.errors import Refused
from peleus.scaffold import naming, samples
from peleus.scaffold.cells import MISSING, CellType, is_missing, type_of
from peleus.scaffold.project import NewProject
from peleus.scaffold.samples import Sample

_ENOUGH = 30  # rows of each answer, to learn from and to be measured on
_LEVELS = range(2, 21)  # values of a text that a model can tell apart
_POSITIVE = {"true", "yes", "vrai", "oui", "1"}


@dataclass(frozen=True)
class Field:
    """
    A column of the contract, and what was seen in it.

    Parameters
    ----------
    name, label : str
        What the table calls it, and the header.
    type : CellType
        What all its cells are.
    is_required : bool
        Whether each record had a value.
    values : list of str
        The values that were seen, one for each record that had one.
    """

    name: str
    label: str
    type: CellType
    is_required: bool
    values: list[str]

    @property
    def is_key(self) -> bool:
        """Whether each record has a value of its own."""
        return self.is_required and len(set(self.values)) == len(self.values)

    @property
    def example(self) -> str:
        """A value of the type, made up, as it is written in the file."""
        if self.type.name.startswith(("decimal", "number")):
            scale = int(self.type.name.rstrip(")").partition(",")[2] or 1)
            return f"1{self.type.options.get('decimal_char', ['.'])[0]}{'5' * scale}" if scale else "1"
        if self.type.name == "date":
            layout = self.type.options.get("formats", ["yyyy-MM-dd"])[0]
            return layout.replace("yyyy", "2024").replace("MM", "01").replace("dd", "31")
        return {"integer": "7", "boolean": "true"}.get(self.type.name, "A")


def project(given: Sequence[str], label: str | None, name: str) -> NewProject:
    """
    Draft a project from sample files.

    Parameters
    ----------
    given : sequence of str
        Files of one table, and folders of them.
    label : str, optional
        The column to be predicted; default: the first with true and false, where there is one.
    name : str
        Name of the project.

    Returns
    -------
    NewProject
        With the files in its inbox; without a model where nothing can be learned.

    Raises
    ------
    peleus.Refused
        The files are not those of one table, or the label cannot be predicted.
    """
    files = samples.files(given)
    names = naming.common([file.name for file in files], name)
    read = [sample for file in files for sample in samples.read(file)]
    for sample in read[1:]:
        if sorted(sample.header) != sorted(read[0].header):
            odd = ", ".join(sorted({*sample.header} ^ {*read[0].header}))
            raise Refused(f"from: {read[0].source} and {sample.source} are not of one table: {odd} is in one alone")
    fields = _fields(read)
    learned = _learned(fields, label) | {"trained": f", first: {names.dates[0]}, last: {names.dates[-1]}"}
    contents = {file.name: file.read_bytes() for file in files}
    return NewProject(
        "drafted",
        _words(names, read, fields) | learned,
        contents,
        (*_hints_of(names, read), *_hints(fields, learned["model"])),
    )


def _fields(read: Sequence[Sample]) -> list[Field]:
    header = read[0].header
    return [_field(name, label, read) for name, label in zip(naming.columns(header), header, strict=True)]


def _field(name: str, label: str, read: Sequence[Sample]) -> Field:
    cells = [row[at] for sample in read for at in [sample.header.index(label)] for row in sample.rows]
    values = [cell for cell in cells if not is_missing(cell)]
    return Field(name, label, type_of(values), len(values) == len(cells), values)


def _words(names: naming.FileNames, read: Sequence[Sample], fields: Sequence[Field]) -> dict[str, Any]:
    """Give what the templates say of the contract and its tests."""
    seen = {cell.upper() for sample in read for row in sample.rows for cell in row}
    delimiters = list(dict.fromkeys(sample.delimiter for sample in read))
    encodings = list(dict.fromkeys(["utf-8", *sorted(sample.encoding for sample in read)]))  # the strictest first
    delivery = {
        "encodings": encodings,
        "delimiters": delimiters,
        "missing": [word for word in MISSING if word.upper() in seen],
    }
    wrong = [(at, "", "missing") for at, each in enumerate(fields) if each.is_required][:2]
    wrong += [(at, "?", "type") for at, each in enumerate(fields) if each.type.name != "string"][:2]
    line = [each.example for each in fields]
    return delivery | {
        "table": names.table,
        "pattern": names.pattern,
        "file": names.example,
        "fields": fields,
        "days": _days(fields),
        "header": _line([each.label for each in fields], delimiters[0]),
        "line": _line(line, delimiters[0]),
        "wrong": [
            (_line([*line[:at], cell, *line[at + 1 :]], delimiters[0]), fields[at].name, rule)
            for at, cell, rule in wrong
        ],
        "wider": _line([*line, "x"], delimiters[0]),
        "tried": 't.sql_expression(output="first_line", expression="_line = 2")',
        "about": f"From deliveries such as `{names.example}`.",
    }


def _line(cells: Sequence[str], delimiter: str) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, lineterminator="").writerow(cells)
    return written.getvalue()


def _days(fields: Sequence[Field]) -> list[str]:
    """Name the dates whose parts the recipe makes; the new columns must be new."""
    names = {each.name for each in fields}
    dates = [each.name for each in fields if each.type.name == "date"]
    return [name for name in dates if names.isdisjoint({f"{name}_month", f"{name}_day_of_week"})]


def _learned(fields: Sequence[Field], label: str | None) -> dict[str, Any]:
    """Give what the templates say of the model; there is none without a label or features."""
    chosen = _label(fields, label)
    key = next((each.name for each in fields if each.is_key and each.type.name != "number"), None)
    if chosen is not None and len(fields) == 1:
        raise Refused(f"label: there is nothing to predict '{chosen.label}' from: it is the one column")
    others = [each for each in fields if each is not chosen and each.name != key and not each.type.undecided]
    numeric = [each.name for each in others if (each.type.is_number or each.type.name == "boolean") and each.values]
    levels = [each.name for each in others if each.type.name == "string" and len(set(each.values)) in _LEVELS]
    positive = "true" if chosen is None or chosen.type.name == "boolean" else "1"
    return {
        "model": chosen.name if chosen else "",
        "label": chosen.name if chosen else "",
        "positive": positive,
        "key": [key] if key else ["_delivery", "_line"],
        "numeric": ["missing_cells", *numeric],
        "categorical": levels,
        "counted": [each.name for each in fields if each is not chosen],
    }


def _hints_of(names: naming.FileNames, read: Sequence[Sample]) -> Iterator[str]:
    """Say what of the files the project leaves aside."""
    for date in sorted({each for each in names.dates if names.dates.count(each) > 1}):
        yield f"several files are of {date}: each is a delivery, and a later one takes the place of an earlier one"
    for sample in read:
        if sample.left_out:
            yield f"{sample.source}: {sample.left_out} records are not as wide as the header, and tell nothing here"


def _hints(fields: Sequence[Field], model: str) -> tuple[str, ...]:
    undecided = [
        f"{each.name} is a string until somebody decides: {each.type.undecided}"
        for each in fields
        if each.type.undecided
    ]
    if model:
        return tuple(undecided)
    how = "write model.yaml, and the steps train and score into pipeline.yaml, or make the project with --label COLUMN"
    return (*undecided, f"there is no model: no column holds {_ENOUGH} true and {_ENOUGH} false values; {how}")


def _label(fields: Sequence[Field], label: str | None) -> Field | None:
    if label is None:
        return next((each for each in fields if each.type.name == "boolean" and _why_not(each) is None), None)
    for each in fields:
        if label in (each.name, each.label):
            why = _why_not(each)
            if why is not None:
                raise Refused(f"label: '{label}' cannot be predicted: {why}")
            return each
    raise Refused(f"label: there is no column '{label}'{nearest(label, [each.label for each in fields])}")


def _why_not(field: Field) -> str | None:
    """Say why a column cannot be predicted; None where it can."""
    distinct = {value.lower() for value in field.values}
    if field.type.name != "boolean" and not distinct <= {"0", "1"}:
        return f"it holds {len(distinct)} values; wanted are true and false, or 1 and 0"
    positives = sum(value.lower() in _POSITIVE for value in field.values)
    if min(positives, len(field.values) - positives) < _ENOUGH:
        told = f"{positives} of its {len(field.values)} values are true"
        return f"{told}; wanted are {_ENOUGH} true ones and {_ENOUGH} false ones at least"
    return None
