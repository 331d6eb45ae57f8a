"""How a command ends."""

from __future__ import annotations

import json
from dataclasses import dataclass

DONE = 0
REFUSED = 2  # usage, contract, recipe or configuration; click's own code for usage too


@dataclass(frozen=True)
class Outcome:
    """
    How a command ends.

    Parameters
    ----------
    exit_code : int
        Of the process.
    text : str
        What was done, for people.
    verdict : str, optional
        What became of it in one word: published, unchanged, held.
    report : str, optional
        File of the run's report, as JSON.
    """

    exit_code: int
    text: str
    verdict: str | None = None
    report: str | None = None

    @classmethod
    def told(cls, answer: str) -> Outcome:
        """Read what the jar tells, as JSON."""
        return cls(**json.loads(answer))
