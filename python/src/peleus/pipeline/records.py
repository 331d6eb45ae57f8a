"""Records of runs: ``runs/PIPELINE/<started>.json`` in the store, replaced whole after each job."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from peleus._store import Files
from peleus._version import __version__
from peleus.pipeline.jobs import Done

_FILE = re.compile(r"\d{8}T\d{6}\.\d{3}Z\.json")


@dataclass
class RunRecord:
    """
    The record of the run that is going on. Of a run that is killed it holds what was done, and no exit code.

    Parameters
    ----------
    store : Files
        Where it is kept.
    pipeline, environment : str
        What runs, and where.
    started : datetime.datetime
        In UTC.
    """

    store: Files
    pipeline: str
    environment: str
    started: datetime
    _steps: list[dict[str, Any]] = field(default_factory=list)

    def add(self, done: Done, now: datetime) -> None:
        """Write down a job that has ended."""
        self._steps.append(_step(done))
        self._write(None, now)

    def end(self, exit_code: int, now: datetime) -> None:
        """Write down how the run ended."""
        self._write(exit_code, now)

    def _write(self, exit_code: int | None, now: datetime) -> None:
        name = f"{self.started:%Y%m%dT%H%M%S}.{self.started.microsecond // 1000:03}Z.json"
        document = {
            "version": 1,
            "pipeline": self.pipeline,
            "environment": self.environment,
            "started": moment(self.started),
            "seconds": round((now - self.started).total_seconds(), 1),
            "exit_code": exit_code,
            "versions": _versions(),
            "steps": self._steps,
        }
        self.store.replace(f"runs/{self.pipeline}/{name}", document)


class PastRuns:
    """
    The records of a pipeline's earlier runs, newest first; each is read once, when it is asked for.

    Parameters
    ----------
    store : Files
        Where they are kept.
    pipeline : str
        Whose.
    """

    def __init__(self, store: Files, pipeline: str) -> None:
        self._store = store
        self._folder = f"runs/{pipeline}"
        self._names = [name for name in reversed(store.names(self._folder)) if _FILE.fullmatch(name)]
        self._read: list[Mapping[str, Any]] = []

    def __iter__(self) -> Iterator[Mapping[str, Any]]:
        for at, name in enumerate(self._names):
            if at == len(self._read):
                self._read.append(self._store.read(f"{self._folder}/{name}"))
            yield self._read[at]


def moment(at: datetime) -> str:
    """Write a moment as in ``2026-11-23T06:45:00.123Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def ended(record: Mapping[str, Any]) -> str:
    """Tell when the last job of a run ended, as `moment` writes it."""
    return moment(datetime.fromisoformat(record["started"]) + timedelta(seconds=record["seconds"]))


def _step(done: Done) -> dict[str, Any]:
    job, result = done.job, done.result
    delivered = {}
    if job.delivery is not None:
        delivered = {"delivery": job.delivery.receipt.number, "fingerprint": job.delivery.fingerprint}
    return {
        "step": job.step.kind,
        "name": job.step.makes,
        "date": job.date,
        **delivered,
        "exit_code": result.exit_code,
        "verdict": result.verdict,
        "says": result.says,
        "seconds": round(done.seconds, 1),
        "report": result.report,
    }


def _versions() -> dict[str, str]:
    from pyspark import __version__ as pyspark

    return {"peleus": __version__, "pyspark": pyspark, "python": sys.version.split()[0]}
