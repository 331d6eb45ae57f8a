"""Jobs: a step is done once for each delivery or date, and each time is a job."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from peleus.delivery.matching import Delivery, Expected
from peleus.pipeline.steps import Check, Step

DONE, INTERNAL, REFUSED, HELD, CHECKS_FAILED, BUSY = 0, 1, 2, 10, 11, 12

# What a step answers that had nothing to do, or cannot do it yet.
IDLE = ("unchanged", "waiting")


@dataclass(frozen=True)
class Job:
    """A step, and what it is done for: a date, for a check the delivery of it, or neither."""

    step: Step
    date: str | None = None
    delivery: Delivery | None = None

    @property
    def title(self) -> str:
        """What is done, for people."""
        return " ".join([self.step.makes, *([self.date] if self.date else [])])


@dataclass(frozen=True)
class Result:
    """
    How a command ended.

    Parameters
    ----------
    exit_code : int
        The command's.
    verdict, says : str
        In a word, and in a sentence.
    report : str, optional
        Its report, relative to the store.
    because : sequence of str
        Reasons against what was delivered.
    """

    exit_code: int
    verdict: str
    says: str
    report: str | None = None
    because: Sequence[str] = ()


@dataclass(frozen=True)
class Done:
    """A job that has ended, and how long it took."""

    job: Job
    result: Result
    seconds: float


class Commands(Protocol):
    """The commands that a pipeline runs."""

    def do(self, job: Job, progress: Callable[[str], None]) -> Result:
        """
        Do a job.

        Raises
        ------
        peleus.PeleusError
            It is refused.
        """

    def expected(self, check: Check, names: Sequence[str]) -> Expected:
        """Tell what the contract of a check expects, of these names of files."""
