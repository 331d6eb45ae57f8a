"""What a run has done, as a table for people."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from peleus.pipeline.estimate import lasting
from peleus.pipeline.jobs import IDLE, Done
from peleus.pipeline.progress import first_line
from peleus.pipeline.running import Ran
from peleus.pipeline.settling import STOPPING

_WIDEST = 72  # a longer sentence sticks out, and does not push the times of all others away
_COLUMNS = 7
Row = tuple[str, str, str, str, str, str, str]  # step, what it makes, date, verdict, sentence, time, page


def summary(ran: Ran, store: str, index: str | None) -> str:
    """
    Draw the table.

    Parameters
    ----------
    ran : Ran
        What was done.
    store : str
        The store's folder, in which the pages lie.
    index : str, optional
        The page over all runs.

    Returns
    -------
    str
        Lines: one for each job, dates that were unchanged in one; what nobody took; what was not done; the counts.
    """
    lines = [*_table(ran.done, store)]
    lines += [f"delivery {each.receipt.number}, {each.receipt.entry}: {each.why}" for each in ran.untaken]
    if ran.exit_code in STOPPING:
        lines.append(_stopped(ran))
    lines.append(f"{_counts(ran)}  {lasting(ran.seconds)}")
    if index is not None:
        lines.append(f"all runs: {_near(index)}")
    return "\n".join(lines)


def _table(done: Sequence[Done], store: str) -> Iterator[str]:
    rows: list[tuple[Row, Sequence[str]]] = []
    for (step, verdict), group in groupby(done, lambda each: (each.job.step, each.result.verdict)):
        jobs = list(group)
        if verdict in IDLE and len(jobs) > 1:
            seconds = lasting(sum(each.seconds for each in jobs))
            rows.append(((step.kind, step.makes, "", verdict.upper(), f"{len(jobs)} dates {verdict}", seconds, ""), ()))
        else:
            rows += [(_row(each, store), _more(each)) for each in jobs]
    widths = [min(_WIDEST, max((len(row[at]) for row, _ in rows), default=0)) for at in range(_COLUMNS)]
    before = ""
    for row, more in rows:
        step, makes, date, verdict, says, seconds, page = row
        first = f"{step:{widths[0]}}  {makes:{widths[1]}}"
        shown = " " * len(first) if first == before else first
        before = first
        line = f"{shown}  {date:{widths[2]}}  {verdict:{widths[3]}}  {says:{widths[4]}}  {seconds:>{widths[5]}}  {page}"
        yield line.rstrip()
        yield from (f"{'':{len(first)}}  {each}" for each in more)


def _row(done: Done, store: str) -> Row:
    job, result = done.job, done.result
    page = _near(f"{store}/{result.report.removesuffix('json')}html") if result.report else ""
    verdict, says = result.verdict.upper(), first_line(result.says)
    return job.step.kind, job.step.makes, job.date or "", verdict, says, lasting(done.seconds), page


def _more(done: Done) -> Sequence[str]:
    return [*done.result.says.splitlines()[1:], *done.result.because]


def _stopped(ran: Ran) -> str:
    job = ran.done[-1].job
    left = ", ".join(f"{step.kind} {step.makes}" for step in ran.left)
    return f"stopped at {job.step.kind} {job.title}; not done after it: {left or 'no other step'}"


def _counts(ran: Ran) -> str:
    counts = Counter(each.result.verdict for each in ran.done)
    if not counts.keys() - {"unchanged"}:
        return "nothing to do: everything is as the last run left it"
    return ", ".join(f"{count} {verdict}" for verdict, count in counts.items())


def _near(path: str) -> str:
    """Write a place on this machine as a path, and as seen from here where it lies below."""
    local = path.removeprefix("file://")
    if "://" in local:
        return path
    relative = os.path.relpath(local)
    return local if relative.startswith("..") else relative
