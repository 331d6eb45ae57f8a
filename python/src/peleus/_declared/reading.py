"""YAML 1.2 to values and places. Dates stay text: ``2013-10`` is one, and so is ``2013-10-01``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import yaml

from peleus import _text
from peleus._declared.document import Document, Place, Way
from peleus.errors import Refused

# The core schema of YAML 1.2, chapter 10.3.2. PyYAML's own resolver is of 1.1, where `no` is false and 010 is 8.
_NULL = re.compile(r"|~|null|Null|NULL")
_TRUE, _FALSE = re.compile("true|True|TRUE"), re.compile("false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OTHER_BASES = re.compile(r"0o[0-7]+|0x[0-9a-fA-F]+")
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NO_NUMBER = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def read(file: Path, what: str) -> Document:
    """
    Read a file.

    Parameters
    ----------
    file : pathlib.Path
        The file.
    what : str
        What it is, such as ``a project``, for refusals.

    Raises
    ------
    peleus.Refused
        There is no such file, it is not UTF-8, or not YAML; names line and column.
    """
    try:
        return parse(_text.read(file, what), str(file))
    except FileNotFoundError:
        raise Refused(f"there is no file {file}") from None
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}") from None


def parse(text: str, source: str) -> Document:
    """Read one document of YAML; anchors, aliases and tags are not read, nor is a key that stands there twice."""
    reader = _Reader(source, text)
    try:
        value = reader.document()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{source}:{mark.line + 1}:{mark.column + 1}" if mark else source
        raise Refused(f"{where}: is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise Refused(f"{source}: is not YAML: {error}") from None
    return Document(source, value, reader.values, reader.keys)


class _Reader:
    """Builds values from the parser's events: the level above loses places."""

    def __init__(self, source: str, text: str) -> None:
        self.values: dict[Way, Place] = {}
        self.keys: dict[Way, Place] = {}
        self._source = source
        self._events: Iterator[Any] = iter(yaml.parse(text, Loader=yaml.SafeLoader))

    def document(self) -> Any:
        next(self._events)  # the start of the stream
        if not isinstance(next(self._events), yaml.DocumentStartEvent):
            raise Refused(f"{self._source}: is empty")
        value = self._value(next(self._events), ())
        next(self._events)  # the end of the document
        event = next(self._events)
        if isinstance(event, yaml.DocumentStartEvent):
            self._refuse(event, "a second document is not read")
        return value

    def _value(self, event: Any, way: Way) -> Any:
        self._require_plain(event)
        self.values[way] = _place(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._word(event) if event.implicit[0] else event.value
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(each, (*way, at)) for at, each in enumerate(self._until(yaml.SequenceEndEvent))]
        return dict(self._entry(each, way) for each in self._until(yaml.MappingEndEvent))

    def _entry(self, event: Any, way: Way) -> tuple[str, Any]:
        self._require_plain(event)
        if not isinstance(event, yaml.ScalarEvent):
            self._refuse(event, "a key must be text")
        inner = (*way, event.value)
        if inner in self.keys:
            self._refuse(event, f"the key '{event.value}' stands here twice")
        self.keys[inner] = _place(event)
        return event.value, self._value(next(self._events), inner)

    def _until(self, end: type) -> Iterator[Any]:
        return iter(lambda: self._next_but(end), None)

    def _next_but(self, end: type) -> Any:
        event = next(self._events)
        return None if isinstance(event, end) else event

    def _word(self, event: Any) -> Any:
        text: str = event.value
        if _NULL.fullmatch(text):
            return None
        if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
            return _TRUE.fullmatch(text) is not None
        if _INTEGER.fullmatch(text):
            return int(text)
        if _OTHER_BASES.fullmatch(text):
            return int(text, 0)
        if _NUMBER.fullmatch(text):
            return float(text)
        if _NO_NUMBER.fullmatch(text):
            self._refuse(event, f"{text} is not a number that JSON can hold")
        return text

    def _require_plain(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"the alias *{event.anchor} is not read: write the value out")
        if event.anchor is not None:
            self._refuse(event, f"the anchor &{event.anchor} is not read")
        if event.tag is not None:
            self._refuse(event, f"the tag {event.tag} is not read")

    def _refuse(self, event: Any, what: str) -> NoReturn:
        line, column = _place(event)
        raise Refused(f"{self._source}:{line}:{column}: {what}")


def _place(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
