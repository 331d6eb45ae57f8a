"""From type hints to shapes. What JSON, Scala and SQL do not share is refused when the step is declared."""

from __future__ import annotations

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal, NoReturn, Union

from peleus._own import docs
from peleus._own.annotations import Table
from peleus._own.shapes import (
    SCALARS,
    TEXTS,
    Choice,
    ListOf,
    MapOf,
    Optional,
    Param,
    Record,
    Shape,
    TableShape,
    UnfitError,
)

ALLOWED = (
    "bool, int, float, str, datetime.date, decimal.Decimal, peleus.Column, peleus.Name, peleus.Expression, "
    "peleus.Table, Literal of texts, a documented dataclass; and of these: T | None, list[T], Sequence[T], "
    "dict[str, T], Mapping[str, T]"
)
# the words of peleus.document.YamlWords in Scala: text to some readers of YAML, something else to others
_RETYPED = re.compile(
    r"true|false|yes|no|on|off|y|n|null|~||=|<<|[-+]?\.?[0-9][-+0-9a-fxobtz_:. ]*|[-+]?\.(inf|nan)",
    re.IGNORECASE,
)


@dataclasses.dataclass(frozen=True)
class Place:
    """The step that is declared, and the parameter or field that is read."""

    step: str
    path: str = ""
    outer: tuple[type, ...] = ()  # the dataclasses around it

    def inside(self, name: str) -> Place:
        """Go to a parameter or a field."""
        return dataclasses.replace(self, path=f"{self.path}.{name}" if self.path else name)

    def refuse(self, why: str) -> NoReturn:
        """Raise a TypeError that names step and parameter."""
        raise TypeError(f"{self.step}: parameter '{self.path}' {why}" if self.path else f"{self.step} {why}")


def hints_of(owner: Callable[..., Any] | type, place: Place) -> dict[str, Any]:
    """Resolve the hints, those that are written as text too."""
    try:
        return typing.get_type_hints(owner, include_extras=True)
    except NameError as error:
        place.refuse(f"has a hint that cannot be read: {error}; import it at run time, not under TYPE_CHECKING")


def param(name: str, hint: Any, default: Any, entries: Mapping[str, docs.Entry], place: Place) -> Param:
    """Describe a parameter; `default` is `inspect.Parameter.empty` where it has none."""
    here = place.inside(name)
    if _RETYPED.fullmatch(name):
        here.refuse("has a name that means something else to readers of YAML 1.1: choose another")
    entry = entries.get(name)
    if entry is None or not entry.text:
        here.refuse("has no text in the docstring: describe it under Parameters, in NumPy's style")
    if default is inspect.Parameter.empty:
        if _is_optional(hint):
            here.refuse(f"may be None and has no default: write '{name}: {_show(hint)} = None'")
        return Param(name, shape(hint, entry.words, here), entry.text, None)
    of = shape(hint, entry.words, here)
    try:
        return Param(name, of, entry.text, (of.plain(default),))
    except UnfitError as unfit:
        here.refuse(f"has a default that does not fit its hint: {unfit}")


def shape(hint: Any, words: Mapping[str, str], place: Place) -> Shape:
    """Give the shape of a hint; `words` are the documented words of a Literal."""
    origin, args = typing.get_origin(hint), typing.get_args(hint)
    if hint == Table:
        return TableShape()
    if origin is Annotated and args[0] is str and args[1:] and args[1] in tuple(TEXTS):
        return TEXTS[args[1]]
    if isinstance(hint, type) and hint in SCALARS:
        return SCALARS[hint]
    if _is_optional(hint) and len(args) == 2:
        return Optional(shape(next(arg for arg in args if arg is not types.NoneType), words, place))
    if origin in (list, Sequence):
        return ListOf(shape(args[0], words, place))
    if origin in (dict, Mapping) and args[0] is str:
        return MapOf(shape(args[1], words, place))
    if origin is Literal:
        return _choice(args, words, place)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _record(hint, place)
    place.refuse(f"has the type {_show(hint)}, which JSON, Scala and SQL do not share; allowed: {ALLOWED}")


def _is_optional(hint: Any) -> bool:
    return typing.get_origin(hint) in (Union, types.UnionType) and types.NoneType in typing.get_args(hint)


def _choice(values: Iterable[Any], words: Mapping[str, str], place: Place) -> Choice:
    wrong = [value for value in values if not isinstance(value, str) or _RETYPED.fullmatch(value)]
    if wrong:
        place.refuse(
            f"has the choice {wrong[0]!r}; allowed: texts that no reader of YAML takes for a number, a boolean or null"
        )
    return Choice({value: words.get(value, "") for value in values})


def _record(cls: type, place: Place) -> Record:
    if cls in place.outer:
        place.refuse(f"has the type {cls.__name__}, which contains itself")
    fields = dataclasses.fields(cls)
    taken = set(inspect.signature(cls).parameters)
    if taken != {field.name for field in fields}:
        place.refuse(f"has the type {cls.__name__}, whose constructor does not take exactly its fields")
    hints, found = hints_of(cls, place), docs.read(cls.__doc__)
    inner = dataclasses.replace(place, outer=(*place.outer, cls))
    params = tuple(param(field.name, hints[field.name], _default(field), found.params, inner) for field in fields)
    return Record(cls, found.summary, params)


def _default(field: dataclasses.Field[Any]) -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return inspect.Parameter.empty if field.default is dataclasses.MISSING else field.default


def _show(hint: Any) -> str:
    return (
        hint.__qualname__ if isinstance(hint, type) and not typing.get_args(hint) else str(hint).replace("typing.", "")
    )
