"""
What a parameter takes, in three forms: its type in the descriptor, a default as JSON, JSON as a Python value.

Every shape has

- `describe()`: the type as the descriptor has it;
- `plain(value)`: a default or an example as JSON; raises `UnfitError` where the value is not of the type;
- `restore(node, path, table)`: the function's argument from JSON that Scala has checked. `path` names the value
  in a refusal, `table` opens a table by its name or its position.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from pyspark.sql import DataFrame

from peleus.errors import Refused

Opener = Callable[[int | str], DataFrame]


class UnfitError(Exception):
    """A default or an example is not what the hint says; the message says what the hint wants."""


class Shape(Protocol):
    """What a parameter takes; see the module."""

    def describe(self) -> Any:
        """Give the type as the descriptor has it."""

    def plain(self, value: Any) -> Any:
        """Write a default or an example as JSON."""

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        """Make the function's argument from checked JSON."""


@dataclass(frozen=True)
class Scalar:
    """One word of JSON."""

    kind: str
    wants: str
    fits: Callable[[Any], bool]
    write: Callable[[Any], Any] = lambda value: value
    read: Callable[[Any], Any] = lambda node: node

    def describe(self) -> str:
        return self.kind

    def plain(self, value: Any) -> Any:
        if not self.fits(value):
            raise UnfitError(f"wants {self.wants}, got {value!r}")
        return self.write(value)

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        return self.read(node)


@dataclass(frozen=True)
class TableShape:
    """A second input."""

    def describe(self) -> str:
        return "table"

    def plain(self, value: Any) -> str:
        if not isinstance(value, str):
            raise UnfitError(f"wants the name of a table, got {value!r}")
        return value

    def restore(self, node: Any, path: str, table: Opener) -> DataFrame:
        return table(node)


@dataclass(frozen=True)
class Choice:
    """One of a few words."""

    words: Mapping[str, str]  # word: what it stands for

    def describe(self) -> Any:
        return {"choice": dict(self.words)}

    def plain(self, value: Any) -> Any:
        if value not in tuple(self.words):
            raise UnfitError(f"wants one of {', '.join(self.words)}, got {value!r}")
        return value

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        return node


@dataclass(frozen=True)
class Optional:
    """A value or None."""

    of: Shape

    def describe(self) -> Any:
        return {"optional": self.of.describe()}

    def plain(self, value: Any) -> Any:
        return None if value is None else self.of.plain(value)

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        return None if node is None else self.of.restore(node, path, table)


@dataclass(frozen=True)
class ListOf:
    """Values in order."""

    of: Shape

    def describe(self) -> Any:
        return {"list": self.of.describe()}

    def plain(self, value: Any) -> Any:
        if isinstance(value, str) or not isinstance(value, Sequence):
            raise UnfitError(f"wants a list, got {value!r}")
        return [self.of.plain(inner) for inner in value]

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        return [self.of.restore(inner, f"{path}[{i}]", table) for i, inner in enumerate(node)]


@dataclass(frozen=True)
class MapOf:
    """Values by text."""

    of: Shape

    def describe(self) -> Any:
        return {"map": self.of.describe()}

    def plain(self, value: Any) -> Any:
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise UnfitError(f"wants a mapping from text, got {value!r}")
        return {key: self.of.plain(inner) for key, inner in value.items()}

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        return {key: self.of.restore(inner, f"{path}.{key}", table) for key, inner in node.items()}


@dataclass(frozen=True)
class Param:
    """One parameter of a function or field of a dataclass. Without a default it must be given."""

    name: str
    shape: Shape
    doc: str
    default: tuple[Any] | None  # as JSON; a tuple, since None is a default too

    def describe(self) -> dict[str, Any]:
        """Give the parameter as the descriptor has it."""
        default = {} if self.default is None else {"default": self.default[0]}
        return {"name": self.name, "type": self.shape.describe(), **default, "doc": self.doc}


@dataclass(frozen=True)
class Record:
    """A dataclass: a mapping with declared keys."""

    cls: type
    doc: str
    params: tuple[Param, ...]

    def describe(self) -> Any:
        return {"record": [param.describe() for param in self.params], "doc": self.doc}

    def plain(self, value: Any) -> Any:
        if not isinstance(value, self.cls):
            raise UnfitError(f"wants a {self.cls.__name__}, got {value!r}")
        return shorten(self.params, {param.name: getattr(value, param.name) for param in self.params})

    def restore(self, node: Any, path: str, table: Opener) -> Any:
        values = {p.name: p.shape.restore(node[p.name], f"{path}.{p.name}", table) for p in self.params}
        try:
            return self.cls(**values)
        except (TypeError, ValueError) as error:  # what its __post_init__ does not allow
            raise Refused(f"{path}: {error}") from error


def shorten(params: Sequence[Param], values: Mapping[str, Any]) -> dict[str, Any]:
    """Write values as JSON, those that equal their default left out."""
    given = [param for param in params if param.name in values]
    written = {param.name: _named(param, values[param.name]) for param in given}
    return {p.name: written[p.name] for p in given if p.default is None or p.default[0] != written[p.name]}


def _named(param: Param, value: Any) -> Any:
    try:
        return param.shape.plain(value)
    except UnfitError as unfit:
        raise UnfitError(f"'{param.name}' {unfit}") from None


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and -(2**63) <= value < 2**63


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _day(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _text(kind: str, wants: str) -> Scalar:
    return Scalar(kind, wants, lambda value: isinstance(value, str))


TEXTS = {
    "in": _text("in", "a column name"),
    "out": _text("out", "a name for a column"),
    "expr": _text("expr", "an SQL expression"),
}
SCALARS: dict[Any, Scalar] = {
    bool: Scalar("boolean", "True or False", lambda value: isinstance(value, bool)),
    int: Scalar("long", "a whole number of 64 bits", _whole),
    float: Scalar("double", "a finite number", _number, float, float),
    Decimal: Scalar(
        "decimal",
        "a finite Decimal",
        lambda value: isinstance(value, Decimal) and value.is_finite(),
        str,
        lambda node: Decimal(str(node)),
    ),
    str: _text("string", "text"),
    datetime.date: Scalar("date", "a datetime.date", _day, datetime.date.isoformat, datetime.date.fromisoformat),
}
