"""The steps of a pipeline, as ``pipeline.yaml`` declares them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar


@dataclass(frozen=True)
class Receive:
    """Takes what has arrived in a folder."""

    kind: ClassVar[str] = "receive"
    reads: ClassVar[None] = None
    inbox: Path

    @property
    def makes(self) -> str:
        """What the step is called."""
        return self.inbox.name


@dataclass(frozen=True)
class Check:
    """Checks deliveries against a contract, and publishes them."""

    kind: ClassVar[str] = "check"
    reads: ClassVar[None] = None
    contract: Path
    makes: str


@dataclass(frozen=True)
class Prepare:
    """Applies a recipe to each date of a table."""

    kind: ClassVar[str] = "prepare"
    recipe: Path
    reads: str
    makes: str
    history: str | None = None
    latest: tuple[str, ...] = ()


@dataclass(frozen=True)
class Train:
    """Trains a model; `makes` is the model's name."""

    kind: ClassVar[str] = "train"
    model: Path
    reads: str
    makes: str
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class Score:
    """Scores each date of a table by a model of the registry; `waits` until an earlier step has trained it."""

    kind: ClassVar[str] = "score"
    model: str
    reads: str
    makes: str
    first: str | None = None
    last: str | None = None
    waits: bool = False

    @property
    def name(self) -> str:
        """Name of the model, without which of its versions."""
        return self.model.rpartition("@")[0]


Step = Receive | Check | Prepare | Train | Score
KINDS = tuple(each.kind for each in (Receive, Check, Prepare, Train, Score))
