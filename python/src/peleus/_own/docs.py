"""What a NumPy docstring says: the summary and each parameter."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

_WORD = re.compile(r"- ``([^`]+)``:\s*(.*)")


@dataclass(frozen=True)
class Entry:
    """What stands under one parameter."""

    text: str
    words: dict[str, str] = field(default_factory=dict)  # of a list "- ``word``: what it stands for"


@dataclass(frozen=True)
class Docs:
    """A docstring."""

    summary: str
    params: dict[str, Entry]


def read(docstring: str | None) -> Docs:
    """Read a docstring; the entries are those of its sections Parameters and Attributes."""
    sections = _sections(inspect.cleandoc(docstring or ""))
    summary = "\n".join(sections[""]).split("\n\n")[0]
    entries = {
        name: entry
        for title in ("Attributes", "Parameters")
        for name, entry in _entries(sections.get(title, [])).items()
    }
    return Docs(_joined(summary.split()), entries)


def _sections(text: str) -> dict[str, list[str]]:
    """Lines by the title above them; those before the first title stand under the empty one."""
    found: dict[str, list[str]] = {"": []}
    title, lines = "", text.splitlines()
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if line and not line[0].isspace() and re.fullmatch("-{3,}", below):
            title = line.strip()
            found[title] = []
        elif not re.fullmatch("-{3,}", line):
            found[title].append(line)
    return found


def _entries(lines: Iterable[str]) -> dict[str, Entry]:
    """Entries by name; ``a, b : int`` describes two."""
    bodies: dict[str, list[str]] = {}
    body: list[str] = []
    for line in lines:
        if line and not line[0].isspace():
            body = []
            bodies |= {name.strip(): body for name in line.partition(":")[0].split(",")}
        else:
            body.append(line.strip())
    return {name: _entry(body) for name, body in bodies.items()}


def _entry(lines: Iterable[str]) -> Entry:
    text: list[str] = []
    words: dict[str, list[str]] = {}
    current = text
    for line in lines:
        word = _WORD.match(line)
        if word:
            current = words.setdefault(word[1], [])
            current.append(word[2])
        elif line:
            current.append(line)
        else:
            current = text
    return Entry(_joined(text).removesuffix("."), {word: _joined(parts) for word, parts in words.items()})


def _joined(parts: Iterable[str]) -> str:
    return " ".join(parts).strip()
