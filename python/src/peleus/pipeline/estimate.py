"""How long what is left will take."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from statistics import median

from peleus.pipeline.jobs import IDLE, Done, Job
from peleus.pipeline.records import PastRuns

# What such a job took says nothing of one that is done.
_UNTOLD = (*IDLE, "refused", "busy", "error")
_LOOKED_AT = 5  # records: enough for a median, and soon read


class Estimate:
    """
    What jobs take, by the kind of their step: the median of earlier runs, or else of this one.

    Parameters
    ----------
    past : PastRuns
        Earlier runs.
    """

    def __init__(self, past: PastRuns) -> None:
        steps = [step for record in islice(past, _LOOKED_AT) for step in record["steps"]]
        self._past = _medians((each["step"], each["seconds"]) for each in steps if each["verdict"] not in _UNTOLD)

    def left(self, coming: Sequence[Job], done: Sequence[Done]) -> str | None:
        """Say how long jobs take that are still to come, of kinds that were never done nothing; None if it is all."""
        now = _medians((each.job.step.kind, each.seconds) for each in done)
        known = {**now, **self._past}
        kinds = [job.step.kind for job in coming]
        if not any(kind in known for kind in kinds):
            return None
        about = "about" if all(kind in known for kind in kinds) else "more than"
        return f"{about} {roughly(sum(known.get(kind, 0.0) for kind in kinds))} left"


def lasting(seconds: float) -> str:
    """Write how long something took: ``4.1 s``, ``1 min 5 s``, ``1 h 20 min``."""
    if seconds < 59.95:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def roughly(seconds: float) -> str:
    """Write how long something may take: ``40 s``, ``3 min``, ``1 h 20 min``."""
    if seconds < 59.5:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _medians(taken: Iterable[tuple[str, float]]) -> dict[str, float]:
    seconds: dict[str, list[float]] = {}
    for kind, each in taken:
        seconds.setdefault(kind, []).append(each)
    return {kind: median(each) for kind, each in seconds.items()}
