"""How a command ends."""

from __future__ import annotations

from dataclasses import dataclass

DONE = 0
REFUSED = 2  # usage, contract, recipe or configuration; click's own code for usage too


@dataclass(frozen=True)
class Outcome:
    """The exit code, and what was done, for people."""

    exit_code: int
    text: str
