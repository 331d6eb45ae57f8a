"""Files that a supplier has sent, as far as a draft of their contract needs them."""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from peleus.errors import Refused

_DELIMITERS = (",", ";", "\t", "|")
_READ = 100_000  # records of each file: types show early, and a draft is soon there
_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@dataclass(frozen=True)
class Sample:
    """
    A text that was sent: a file, or one inside a zip file.

    Parameters
    ----------
    source : str
        What it is called, for people.
    encoding, delimiter : str
        How it is written.
    header : tuple of str
        The labels of its columns.
    rows : list of list of str
        Its first records, without blanks around cells; records of another width are left out.
    left_out : int
        How many these are.
    """

    source: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    rows: list[list[str]]
    left_out: int


def files(given: Iterable[str]) -> list[Path]:
    """
    List the files that are given, and those in the folders that are.

    Raises
    ------
    peleus.Refused
        There is no such file or folder, it holds no file, or two files have one name.
    """
    found: dict[str, Path] = {}
    for name in given:
        place = Path(name)
        if not place.exists():
            raise Refused(f"from: there is no file or folder {name}")
        inside = sorted(place.rglob("*")) if place.is_dir() else [place]
        for file in (each for each in inside if each.is_file() and not each.name.startswith(".")):
            if found.setdefault(file.name, file) != file:
                raise Refused(f"from: {found[file.name]} and {file} have the same name")
    if not found:
        raise Refused("from: there is no file in what was given")
    return list(found.values())


def read(file: Path) -> list[Sample]:
    """
    Read the texts of a file: plain, gzip or zip, by its first bytes.

    Raises
    ------
    peleus.Refused
        It cannot be read, or is no table: it has no header and a record at least.
    """
    try:
        return [_sample(source, content) for source, content in _texts(file, file.read_bytes())]
    except OSError as error:
        raise Refused(f"from: {file} cannot be read: {error.strerror or error}") from None
    # RuntimeError: a password is asked for
    except (EOFError, RuntimeError, csv.Error, zlib.error, zipfile.BadZipFile) as error:
        raise Refused(f"from: {file} is damaged: {error}") from None


def _texts(file: Path, content: bytes) -> list[tuple[str, bytes]]:
    if content.startswith(_GZIP):
        return [(str(file), gzip.decompress(content))]
    if content.startswith(_ZIP):
        with zipfile.ZipFile(io.BytesIO(content)) as opened:
            return [(f"{file}/{each}", opened.read(each)) for each in opened.namelist() if not each.endswith("/")]
    return [(str(file), content)]


def _sample(source: str, content: bytes) -> Sample:
    encoding, text = _decoded(source, content)
    # the reader's own limit is for attacks; a long cell is only a long cell
    csv.field_size_limit(2**31 - 1)
    if "\r" in text and "\n" not in text:
        raise Refused(f"from: {source} ends its lines with CR alone; they must end with LF or CR LF")
    delimiter = max(_DELIMITERS, key=lambda mark: len(next(_records(text, mark), [])))
    records = _records(text, delimiter)
    header = tuple(cell.strip() for cell in next(records, []))
    _require_header(source, header)
    found = list(islice(records, _READ))
    rows = [[cell.strip() for cell in row] for row in found if len(row) == len(header)]
    if not rows:
        raise Refused(f"from: {source} has no records after its header")
    return Sample(source, encoding, delimiter, header, rows, len(found) - len(rows))


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _require_header(source: str, header: tuple[str, ...]) -> None:
    # as contracts compare labels: whatever the case, the blanks, the way in which an accent is written
    keys = {" ".join(unicodedata.normalize("NFC", label).split()).lower() for label in header}
    if not header or not all(header) or len(keys) < len(header):
        raise Refused(f"from: {source} has no header: its first line must name each column, each another way")
    if not all(char.isprintable() or char in "\r\n\t" for label in header for char in label):
        raise Refused(f"from: {source} has unseen characters in its header; is it text in utf-8 or windows-1252?")


def _decoded(source: str, content: bytes) -> tuple[str, str]:
    for encoding, python in (("utf-8", "utf-8-sig"), ("windows-1252", "cp1252")):
        try:
            return encoding, content.decode(python)
        except UnicodeDecodeError:
            continue
    raise Refused(f"from: {source} is no text in utf-8 or windows-1252")
