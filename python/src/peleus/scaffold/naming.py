"""From names of files to a pattern and a table, and from labels to names of columns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count

from peleus.errors import Refused

_MONTH, _DAY = "(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
_MARKS = ("-", "_", ".", "")
# The most precise first: 2024-01-31 is no month that something follows.
_DATES = {
    **{f"yyyy{mark}MM{mark}dd": rf"[12]\d{{3}}{re.escape(mark)}{_MONTH}{re.escape(mark)}{_DAY}" for mark in _MARKS},
    **{f"yyyy{mark}MM": rf"[12]\d{{3}}{re.escape(mark)}{_MONTH}" for mark in _MARKS},
    "yyyy": r"(?<!\d[-_. ])[12]\d{3}(?![-_. ]?\d)",  # no day or month beside it
}
_ENDINGS = ("csv", "csv.gz", "zip")
_WORDS_OF_YAML = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_SPECIAL = re.compile(r"[{}\[\]*?,:\\]")
# What later steps add to the columns: scores, parts of a model's rows, and what the drafted recipe makes.
_TAKEN = {"score", "predicted", "model", "model_version", "split", "fold", "missing_cells"}


@dataclass(frozen=True)
class FileNames:
    """
    What names of files have in common.

    Parameters
    ----------
    table : str
        What is delivered.
    pattern : str
        For the contract's ``delivery.files``.
    example : str
        A name that it fits.
    dates : tuple of str
        One for each name, ascending, such as 2024-01.
    """

    table: str
    pattern: str
    example: str
    dates: tuple[str, ...]


def common(names: Sequence[str], otherwise: str) -> FileNames:
    """
    Find what names of files have in common.

    Parameters
    ----------
    names : sequence of str
        Without folders.
    otherwise : str
        What the table is called where the names tell nothing.

    Raises
    ------
    peleus.Refused
        A name tells no date, or they are those of several tables.
    """
    for layout, expression in _DATES.items():
        found = [re.fullmatch(rf"((?:.*?\D)?)({expression})(?!\d)(.*)", name) for name in names]
        if all(found):
            befores = {each[1] for each in found if each}
            if len(befores) > 1:
                told = " and ".join(sorted(befores)[:2])
                raise Refused(
                    f"from: names begin with {told}: give the files of one table, each wants its own contract"
                )
            (before,) = befores
            return _named(before, layout, [(each[2], each[3]) for each in found if each], otherwise)
    raise Refused(
        f"from: {', '.join(names[:3])}: the names must tell the delivery's date, all in one way, such as "
        "claims_2024-01-31.csv, claims_2024-01.csv or claims_2024.csv.gz"
    )


def _named(before: str, layout: str, found: Sequence[tuple[str, str]], otherwise: str) -> FileNames:
    seen = {after[after.find(".") + 1 :] if "." in after else "" for _, after in found}
    endings = [*_ENDINGS, *sorted(seen - {*_ENDINGS})]
    plain = next((each for each in sorted(seen) if each and not each.endswith(("gz", "zip"))), "csv")
    listed = "" if any(not each or _SPECIAL.search(each) for each in endings) else f".{{{','.join(endings)}}}"
    pattern = f"{_SPECIAL.sub('?', before)}{{date:{layout}}}*{listed}"
    dates = tuple(sorted(_date(written) for written, _ in found))
    return FileNames(column(before.strip(" -_."), otherwise), pattern, f"{before}{found[0][0]}.{plain}", dates)


def _date(written: str) -> str:
    digits = re.sub(r"\D", "", written)
    parts = [part for part in (digits[:4], digits[4:6], digits[6:]) if part]
    try:
        date(*(int(part) for part in [*parts, "01", "01"][:3]))
    except ValueError:
        raise Refused(f"from: {written}, in the name of a file, is no date of the calendar") from None
    return "-".join(parts)


def column(label: str, otherwise: str) -> str:
    """Make a name of a column or a table from what somebody wrote: small letters without accents, digits, ``_``."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:100]
    if not name:
        return otherwise
    if not name[0].isalpha():
        name = f"{otherwise}_{name}"
    return f"{name}_" if name in _WORDS_OF_YAML else name


def columns(header: Sequence[str]) -> list[str]:
    """Name the columns of a header, each another way."""
    names: list[str] = []
    labels = {label.lower() for label in header}  # each stands for one column, so no other is called like it
    for number, label in enumerate(header, 1):
        name = base = column(label, f"column_{number}")
        numbers = count(number)
        while name in names or name in _TAKEN or (name in labels and name != label.lower()):
            name = f"{base}_{next(numbers)}"
        names.append(name)
    return names
