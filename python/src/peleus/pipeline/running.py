"""A run of a pipeline: step by step, job by job, each written down before the next begins."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from peleus._store import Files, published_dates
from peleus.delivery.matching import Untaken
from peleus.errors import PeleusError
from peleus.pipeline import planning
from peleus.pipeline.declaration import Pipeline
from peleus.pipeline.estimate import Estimate
from peleus.pipeline.jobs import INTERNAL, REFUSED, Commands, Done, Job, Result
from peleus.pipeline.planning import Deliveries
from peleus.pipeline.progress import Progress
from peleus.pipeline.records import PastRuns, RunRecord
from peleus.pipeline.selection import Selection
from peleus.pipeline.settling import STOPPING, exit_code
from peleus.pipeline.steps import Check, Step


@dataclass(frozen=True)
class Ran:
    """
    What a run has done.

    Parameters
    ----------
    done : sequence of Done
        Its jobs.
    left : sequence of Step
        Steps that were not done, because something stopped the run.
    untaken : sequence of Untaken
        Deliveries that no contract takes.
    exit_code : int
        What it ends with.
    seconds : float
        How long it took.
    failure : Exception, optional
        The internal error that stopped it.
    """

    done: Sequence[Done]
    left: Sequence[Step]
    untaken: Sequence[Untaken]
    exit_code: int
    seconds: float
    failure: Exception | None = None


class Runner:
    """
    Runs a pipeline once.

    Parameters
    ----------
    pipeline : Pipeline
        What is run.
    selection : Selection
        What of it.
    environment : str
        Where, for the record.
    store : Files
        The project's data.
    commands : Commands
        What does the work.
    progress : Progress
        Told of each job.
    now : callable, optional
        The time.
    """

    def __init__(
        self,
        pipeline: Pipeline,
        selection: Selection,
        environment: str,
        store: Files,
        commands: Commands,
        progress: Progress,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._pipeline = pipeline
        self._selection = selection
        self._steps = selection.of(pipeline.steps)
        self._store = store
        self._commands = commands
        self._progress = progress
        self._now = now
        self._past = PastRuns(store, pipeline.name)
        self._estimate = Estimate(self._past)
        self._record = RunRecord(store, pipeline.name, environment, now())
        self._deliveries: Deliveries | None = None
        self._done: list[Done] = []
        self._failure: Exception | None = None

    def run(self) -> Ran:
        """
        Run the steps; what is refused, busy or breaks stops the run, what is held or fails its checks does not.

        Returns
        -------
        Ran
            What was done. The record of it lies in the store then.
        """
        left: Sequence[Step] = []
        for at, step in enumerate(self._steps):
            if not self._ran(step, self._steps[at + 1 :]):
                left = self._steps[at + 1 :]
                break
        taken, earlier = ({}, {}) if self._deliveries is None else (self._deliveries.taken, self._deliveries.earlier)
        code = exit_code(self._done, taken, earlier)
        ended = self._now()
        self._record.end(code, ended)
        seconds = (ended - self._record.started).total_seconds()
        untaken = self._deliveries.untaken if self._deliveries else ()
        return Ran(self._done, left, untaken, code, seconds, self._failure)

    def _ran(self, step: Step, after: Sequence[Step]) -> bool:
        """Do the jobs of a step; whether the run goes on."""
        try:
            planned = self._jobs(step)
        except Exception as error:
            self._ended(Done(Job(step), self._told(error), 0.0), [])
            return False
        rest: Sequence[Job] = []
        for at, job in enumerate(planned):
            done = self._do(job)
            if done.result.exit_code in STOPPING:
                self._ended(done, [])
                return False
            rest = self._rest(after, planned[1:]) if at == 0 else rest
            self._ended(done, [*planned[at + 1 :], *rest])
        return True

    def _jobs(self, step: Step) -> list[Job]:
        dates = published_dates(self._store, step.reads) if step.reads else []
        return planning.jobs(step, self._selection, self._look() if step.kind == Check.kind else None, dates)

    def _do(self, job: Job) -> Done:
        self._progress.begun(job)
        began = time.monotonic()
        try:
            result = self._commands.do(job, partial(self._progress.detail, job))
        except Exception as error:
            result = self._told(error)
        return Done(job, result, time.monotonic() - began)

    def _ended(self, done: Done, coming: Sequence[Job]) -> None:
        left = self._estimate.left(coming, [*self._done, done])
        self._done.append(done)
        self._record.add(done, self._now())
        self._progress.ended(done, len(self._done), len(self._done) + len(coming), left)

    def _rest(self, after: Sequence[Step], coming: Sequence[Job]) -> list[Job]:
        """Foresee the jobs of later steps. What cannot be told yet is told when its step has its turn."""
        try:
            deliveries = self._look() if any(step.kind == Check.kind for step in after) else None
            return planning.expected(after, coming, self._selection, deliveries, self._store)
        except Exception:
            return []

    def _look(self) -> Deliveries:
        """Look once at what was received: for all checks of the pipeline, as each must say what is not its own."""
        if self._deliveries is None:
            checks = [step for step in self._pipeline.steps if isinstance(step, Check)]
            self._deliveries = Deliveries.look(checks, self._commands, self._store, self._past)
        return self._deliveries

    def _told(self, error: Exception) -> Result:
        """Say what went wrong. Messages of errors that are not ours may hold values, and records are for ever."""
        if isinstance(error, PeleusError):
            return Result(REFUSED, "refused", str(error))
        self._failure = error
        return Result(INTERNAL, "error", f"{type(error).__name__}; the log tells more")
