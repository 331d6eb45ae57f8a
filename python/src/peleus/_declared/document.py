"""A file that somebody wrote: its values, and where each of them stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from peleus.errors import Refused

Way = tuple[str | int, ...]  # the keys and positions that lead to a value
Place = tuple[int, int]  # line and column, from 1


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong, and where; problems sort by file and place."""

    source: str
    place: Place
    text: str = field(compare=False)

    def __str__(self) -> str:
        line, column = self.place
        return f"{self.source}:{line}:{column}: {self.text}"


@dataclass(frozen=True)
class Document:
    """
    What a file says.

    Parameters
    ----------
    source : str
        Name of the file, for people.
    value : Any
        Mappings, lists, texts, numbers, booleans and nulls.
    values, keys : mapping
        Where a value stands, and where the key of a mapping's value does, by the way to it.
    """

    source: str
    value: Any
    values: Mapping[Way, Place]
    keys: Mapping[Way, Place]

    def problem(self, way: Way, text: str, place: Place | None = None) -> Problem:
        """Say what is wrong with a value; where, if not where it stands."""
        return Problem(self.source, place or self.values[way], f"{_shown(way)}: {text}" if way else text)


def refuse(problems: Iterable[Problem]) -> None:
    """
    Refuse what is wrong, all of it at once.

    Raises
    ------
    peleus.Refused
        There is a problem; a line each, in the order of the files and places.
    """
    lines = dict.fromkeys(map(str, sorted(problems)))
    if lines:
        raise Refused("\n".join(lines))


def _shown(way: Way) -> str:
    text = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in way)
    return text.removeprefix(".")
