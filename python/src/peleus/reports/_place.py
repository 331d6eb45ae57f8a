"""Values of a JSON document that know where they stand, so that a page can say where each number comes from."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from peleus.errors import Refused


class Place:
    """
    A value and its path from the root, such as ``identities.0.holds``.

    Parameters
    ----------
    value
        what ``json.loads`` gives
    path
        keys and positions, joined by dots; empty at the root
    """

    def __init__(self, value: Any, path: str = "") -> None:
        self.value = value
        self.path = path

    def __getitem__(self, key: str | int) -> Place:
        """Return what stands under a key or a position; refuse the document where there is nothing."""
        path = f"{self.path}.{key}" if self.path else str(key)
        try:
            return Place(self.value[key], path)
        except (LookupError, TypeError):
            raise Refused(f"{path} is missing") from None

    def get(self, key: str) -> Place | None:
        """Return what stands under a key, None where there is nothing or null."""
        there = isinstance(self.value, Mapping) and self.value.get(key) is not None
        return self[key] if there else None

    def listed(self, key: str) -> list[Place]:
        """Return the members of the list under a key, none where there is nothing or null."""
        found = self.get(key)
        return [] if found is None else list(found.each())

    def each(self) -> Iterator[Place]:
        """Walk through a list."""
        if not isinstance(self.value, list):
            raise self._wants("a list")
        return (self[position] for position in range(len(self.value)))

    def entries(self) -> Iterator[tuple[str, Place]]:
        """Walk through a mapping, in its order."""
        if not isinstance(self.value, Mapping):
            raise self._wants("a mapping")
        return ((key, self[key]) for key in self.value)

    @property
    def count(self) -> int:
        """The value, which must be a whole number that is not negative."""
        if type(self.value) is not int or self.value < 0:
            raise self._wants("a count")
        return self.value

    @property
    def number(self) -> float:
        """The value, which must be a finite number."""
        if isinstance(self.value, bool) or not isinstance(self.value, (int, float)) or not math.isfinite(self.value):
            raise self._wants("a number")
        return float(self.value)

    @property
    def scalar(self) -> str | int | float | bool | None:
        """The value, which must be a text, a number, true, false or null."""
        if self.value is not None and not isinstance(self.value, (str, int, float)):
            raise self._wants("one value")
        return self.value

    def one_of(self, words: Collection[str]) -> str:
        """Return the value, which must be one of some words."""
        if not isinstance(self.value, str) or self.value not in words:
            raise self._wants(f"one of {', '.join(words)}")
        return self.value

    def _wants(self, allowed: str) -> Refused:
        return Refused(f"{self.path or 'the report'} wants to be {allowed}, got {self.value!r:.60}")
