"""Which deliveries earlier runs have settled, and what is still open when a run ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from peleus.delivery.matching import Delivery
from peleus.pipeline.jobs import BUSY, DONE, INTERNAL, REFUSED, Done
from peleus.pipeline.records import PastRuns, ended

# Check has nothing else to say of a delivery under the same contract.
_SETTLED = ("published", "duplicate", "held", "failed")
_GOOD = ("published", "duplicate")
# With these a run stops: what comes after would build on what is not there.
STOPPING = (INTERNAL, REFUSED, BUSY)

Verdicts = Mapping[int, str]  # by the number of the delivery's receipt


def settled(deliveries: Sequence[Delivery], table: str, past: PastRuns) -> Verdicts:
    """
    Find what earlier runs said of a table's deliveries under the contract of today.

    Records are read from the newest back, as long as a delivery is missing that had been received by then.

    Parameters
    ----------
    deliveries : sequence of Delivery
        Those that the table's contract takes.
    table : str
        The table.
    past : PastRuns
        The records.

    Returns
    -------
    mapping
        Verdicts of the deliveries that are settled.
    """
    missing = {each.receipt.number: each for each in deliveries}
    found: dict[int, str] = {}
    for record in past:
        if all(ended(record) < each.receipt.received for each in missing.values()):
            break
        for step in record["steps"]:
            wanted = missing.get(step.get("delivery")) if step["name"] == table else None
            if wanted and step["verdict"] in _SETTLED and step["fingerprint"] == wanted.fingerprint:
                found[wanted.receipt.number] = step["verdict"]
                del missing[wanted.receipt.number]
    return found


def exit_code(
    done: Iterable[Done], deliveries: Mapping[str, Sequence[Delivery]], earlier: Mapping[str, Verdicts]
) -> int:
    """
    Give the code that a run ends with: that of what stopped it, or the worst of what it found that is still open.

    Of a table's date only the last delivery that was checked counts: one that failed and was sent again is healed.

    Parameters
    ----------
    done : iterable of Done
        The jobs of this run.
    deliveries : mapping
        By table, all that its contract takes.
    earlier : mapping
        By table, the verdicts of earlier runs.
    """
    last: dict[tuple[str, str | None], tuple[int, int]] = {}  # by table and date: the delivery, and its code
    codes = [DONE]
    for table, verdicts in earlier.items():
        for each in deliveries[table]:
            if verdicts.get(each.receipt.number) in _GOOD:
                _keep_later(last, (table, each.date), (each.receipt.number, DONE))
    for one in done:
        job, code = one.job, one.result.exit_code
        if code in STOPPING:
            return code
        if job.delivery is None:
            codes.append(code)
        else:
            _keep_later(last, (job.step.makes, job.date), (job.delivery.receipt.number, code))
    return max([*codes, *(code for _, code in last.values())])


def _keep_later(
    last: dict[tuple[str, str | None], tuple[int, int]], what: tuple[str, str | None], found: tuple[int, int]
) -> None:
    last[what] = max(found, last.get(what, found))
