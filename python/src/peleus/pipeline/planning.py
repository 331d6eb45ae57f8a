"""Which jobs each step of a run has, and how many are still to come."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from peleus._store import Files, published_dates
from peleus.delivery import receipts
from peleus.delivery.matching import Delivery, Matched, Untaken, match
from peleus.pipeline.jobs import Commands, Job
from peleus.pipeline.periods import is_within
from peleus.pipeline.records import PastRuns
from peleus.pipeline.selection import Selection
from peleus.pipeline.settling import Verdicts, settled
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Step, Train


class Deliveries:
    """
    What was received, by the table that it is for.

    Attributes
    ----------
    taken : mapping
        By table, all deliveries that its contract takes, in the order in which they arrived.
    earlier : mapping
        By table, what earlier runs said of them under the contract of today.
    untaken : sequence of Untaken
        What no contract takes.
    """

    def __init__(self, matched: Matched, past: PastRuns) -> None:
        self.taken: Mapping[str, Sequence[Delivery]] = matched.deliveries
        self.untaken: Sequence[Untaken] = matched.untaken
        self.earlier: Mapping[str, Verdicts] = {
            table: settled(each, table, past) for table, each in matched.deliveries.items()
        }

    @classmethod
    def look(cls, checks: Sequence[Check], commands: Commands, store: Files, past: PastRuns) -> Deliveries:
        """
        Read all receipts, and ask the contracts.

        Raises
        ------
        peleus.Refused
            A contract is refused, or two take the same delivery.
        """
        received = receipts.read_all(store)
        names = sorted({file.base for receipt in received for file in receipt.files})
        return cls(match(received, {each.makes: commands.expected(each, names) for each in checks}), past)

    def pending(self, table: str) -> list[Delivery]:
        """List the deliveries for a table that no earlier run has settled."""
        return [each for each in self.taken[table] if each.receipt.number not in self.earlier[table]]


def jobs(step: Step, selection: Selection, deliveries: Deliveries | None, dates: Collection[str]) -> list[Job]:
    """
    List the jobs of a step.

    Parameters
    ----------
    step : Step
        The step.
    selection : Selection
        What of the pipeline is run.
    deliveries : Deliveries, optional
        Needed for a check.
    dates : collection of str
        What the table that it reads has published.
    """
    match step:
        case Receive() | Train():
            return [Job(step)]
        case Check():
            pending = deliveries.pending(step.makes) if deliveries else []
            return [Job(step, each.date, each) for each in pending if selection.keeps(each.date)]
        case Prepare():
            return [Job(step, date) for date in sorted(dates) if selection.keeps(date)]
        case Score():
            within = [date for date in sorted(dates) if is_within(date, step.first, step.last)]
            return [Job(step, date) for date in within if selection.keeps(date)]


def expected(
    steps: Sequence[Step],
    before: Sequence[Job],
    selection: Selection,
    deliveries: Deliveries | None,
    store: Files,
) -> list[Job]:
    """List the jobs that steps will have when all goes well after those before: what one makes, the next ones read."""
    coming: list[Job] = []
    for step in steps:
        dates = set(published_dates(store, step.reads)) if step.reads else set()
        dates |= {job.date for job in [*before, *coming] if job.step.makes == step.reads and job.date}
        coming += jobs(step, selection, deliveries, dates)
    return coming
