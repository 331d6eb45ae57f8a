"""The commands as steps of a pipeline: one session, one store, the same outcome for each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from peleus import _door
from peleus._store import Store
from peleus.cli import _prepare, _scala
from peleus.cli._outcome import Outcome
from peleus.cli._receive import told
from peleus.contract import long_form
from peleus.delivery.landing import receive
from peleus.delivery.matching import Expected
from peleus.errors import Refused
from peleus.pipeline.jobs import BUSY, DONE, REFUSED, Job, Result
from peleus.pipeline.progress import first_line
from peleus.pipeline.steps import Check, Prepare, Receive, Score, Train
from peleus.project import Environment

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_WITHOUT_REPORT = {REFUSED: "refused", BUSY: "busy"}
_ALIASES = "aliases.json"  # a model has them from its first version on
_DATE, _EXAMPLE = "{date:", "flights_{date:yyyy-MM}.csv"


class Steps:
    """
    Runs the steps of a pipeline by the commands of the same names.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
        The session of the whole run.
    environment : Environment
        Where.
    store : Store
        The environment's.
    """

    def __init__(self, spark: SparkSession, environment: Environment, store: Store) -> None:
        self._spark = spark
        self._store = store
        self._place = {"store": environment.store, "catalog": environment.catalog}

    def do(self, job: Job, progress: Callable[[str], None]) -> Result:
        """Do a job; see `peleus.pipeline.jobs.Commands`."""
        match job.step:
            case Receive() as step:
                received = receive(step.inbox, self._store, progress)
                return Result(DONE, "received" if received.new else "unchanged", told(received))
            case Check() as step:
                outcome = self._checked(step, job)
            case Prepare() as step:
                outcome = self._prepared(step, job)
            case Train() as step:
                outcome = self._trained(step, progress)
            case Score() as step:
                if step.waits and _ALIASES not in self._store.names(f"models/{step.name}"):
                    return Result(DONE, "waiting", f"{step.name} is not trained yet")
                outcome = self._scored(step, job)
        return self._result(job, outcome)

    def expected(self, check: Check, names: Sequence[str]) -> Expected:
        """Ask a contract about names of files; see `peleus.pipeline.jobs.Commands`."""
        contract = long_form(check.contract, self._spark)
        pattern: str = json.loads(contract)["delivery"]["files"]
        if _DATE not in pattern:
            raise Refused(f"{check.contract}: delivery.files: a pipeline wants a date, as in {_EXAMPLE}, got {pattern}")
        dates = _door.dates(self._spark, pattern, names)
        fingerprint = hashlib.sha256(contract.encode()).hexdigest()
        return Expected(fingerprint, {name: date for name, date in dates.items() if date})

    def _checked(self, step: Check, job: Job) -> Outcome:
        assert job.delivery is not None
        files = ",".join(self._store.place(file.path) for file in job.delivery.receipt.files)
        contract = f"file://{step.contract.absolute()}"
        options = {"contract": contract, "delivery": files, "into": step.makes, **self._place}
        return _scala.run_on(self._spark, "check", options)

    def _prepared(self, step: Prepare, job: Job) -> Outcome:
        options = {
            "recipe": str(step.recipe),
            "source": step.reads,
            "into": step.makes,
            "date": job.date,
            "history": step.history,
            "latest": ",".join(step.latest) or None,
            **self._place,
        }
        return _prepare.run_on(self._spark, **{name: value for name, value in options.items() if value is not None})

    def _trained(self, step: Train, progress: Callable[[str], None]) -> Outcome:
        try:
            from peleus.cli import _training
        except ImportError as error:  # pipelines without models do without numpy
            raise Refused(f"{error.name} is missing: pip install 'peleus[learning]'") from error
        return _training.run_on(
            self._spark,
            model=str(step.model),
            source=step.reads,
            store=self._place["store"],
            first=step.first,
            last=step.last,
            progress=progress,
        )

    def _scored(self, step: Score, job: Job) -> Outcome:
        assert job.date is not None
        options = {"model": step.model, "source": step.reads, "into": step.makes, "date": job.date, **self._place}
        return _scala.run_on(self._spark, "score", options)

    def _result(self, job: Job, outcome: Outcome) -> Result:
        verdict = outcome.verdict or _WITHOUT_REPORT[outcome.exit_code]
        if outcome.report is None:
            says = outcome.text.removeprefix(verdict.upper()).lstrip().removeprefix(job.title).strip()
            return Result(outcome.exit_code, verdict, says)
        name = _in_store(outcome.report)
        report = self._store.read(name)
        says = report.get("says") or first_line(outcome.text)
        return Result(outcome.exit_code, verdict, says, name, tuple(report.get("because", ())))


def _in_store(report: str) -> str:
    """Give the name of a report relative to its store, however the store's address was completed on the way."""
    parts = report.split("/")
    return "/".join(parts[-4:] if parts[-4] == "models" else parts[-5:])
