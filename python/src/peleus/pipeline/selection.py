"""Which steps of a pipeline run: from one to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from peleus._declared.nearest import nearest
from peleus.errors import Refused
from peleus.pipeline.periods import is_period
from peleus.pipeline.steps import KINDS, Step


@dataclass(frozen=True)
class Selection:
    """
    What of a pipeline is run.

    Parameters
    ----------
    first, last : str, optional
        The first and the last step: a kind such as ``check``, or what a step makes, such as ``flights.features``.
    date : str, optional
        The one date of which deliveries are checked, and which is prepared and scored.
    """

    first: str | None = None
    last: str | None = None
    date: str | None = None

    def of(self, steps: Sequence[Step]) -> Sequence[Step]:
        """
        Give the steps that run.

        Raises
        ------
        peleus.Refused
            There is no such step, the last comes before the first, or the date is none.
        """
        if self.date is not None and not is_period(self.date):
            raise Refused(f"date: wants a date such as 2013-06-30, 2013-06 or 2013, got '{self.date}'")
        first = 0 if self.first is None else _positions(steps, self.first, "from")[0]
        last = len(steps) - 1 if self.last is None else _positions(steps, self.last, "to")[-1]
        if first > last:
            raise Refused(f"to: {self.last} comes before {self.first}")
        return steps[first : last + 1]

    def keeps(self, date: str) -> bool:
        """Tell whether a date is run."""
        return self.date in (None, date)


def _positions(steps: Sequence[Step], name: str, option: str) -> list[int]:
    found = [at for at, step in enumerate(steps) if name in (step.kind, step.makes)]
    if not found:
        known = [kind for kind in KINDS if any(step.kind == kind for step in steps)]
        made = [step.makes for step in steps if step.makes not in known]
        raise Refused(f"{option}: there is no step '{name}'{nearest(name, [*known, *made])}")
    return found
