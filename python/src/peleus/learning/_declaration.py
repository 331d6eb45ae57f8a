"""The declaration of a model, ``model.yaml``: what is learned, from what, and how the best candidate is found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from peleus import _door, _text


@dataclass(frozen=True)
class ModelDeclaration:
    """
    What is learned from the rows of a table, and how the best model is found.

    Parameters
    ----------
    normalised : mapping
        The declaration in its long form: every short writing spelled out, every default filled in. Candidates, their
        settings and the values to try are in the order of the file.
    """

    normalised: Mapping[str, Any]

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def load(cls, path: str | Path, spark: SparkSession | None = None) -> ModelDeclaration:
        """
        Read a declaration and check it, all of it: unknown keys, values that are not allowed, what cannot hold.

        Parameters
        ----------
        path : str or pathlib.Path
            A YAML file, or the long form as JSON.
        spark : pyspark.sql.SparkSession, optional
            The session whose jar parses; default: the active one.

        Returns
        -------
        ModelDeclaration
            With every default filled in.

        Raises
        ------
        Refused
            Every problem found, a line each: file, line, column, key, what arrived, what is allowed.
        """
        source = Path(path)
        text = _text.read(source, "a model")
        return cls(json.loads(_door.ask(_door.active(spark), "model", text, str(source))))

    @property
    def name(self) -> str:
        """Name of the model; its folder in the registry is called after it."""
        return str(self.normalised["model"])

    @property
    def problem(self) -> str:
        """What is predicted: ``binary`` or ``regression``."""
        return str(self.normalised["problem"])

    @property
    def label(self) -> str:
        """The column that is predicted."""
        return str(self.normalised["label"]["column"])

    @property
    def positive(self) -> str | None:
        """The value of the label that counts as positive, as text; None for a regression."""
        positive: str | None = self.normalised["label"]["positive"]
        return positive

    @property
    def scoring_moment(self) -> str | None:
        """The column with the moment at which a row is scored."""
        column: str | None = self.normalised["scoring_moment"]
        return column

    @property
    def recipe(self) -> str | None:
        """The recipe that prepares the features: a path as the file gives it, beside the file."""
        recipe: str | None = self.normalised["recipe"]
        return recipe

    @property
    def numeric(self) -> list[str]:
        """The features that are numbers."""
        return list(self.normalised["features"]["numeric"])

    @property
    def categorical(self) -> list[str]:
        """The features that are one of several values."""
        return list(self.normalised["features"]["categorical"])

    @property
    def features(self) -> list[str]:
        """All features: the numeric ones, then the categorical ones."""
        return self.numeric + self.categorical

    @property
    def split(self) -> Mapping[str, Any]:
        """Which rows are trained on and which are kept for measuring."""
        split: Mapping[str, Any] = self.normalised["split"]
        return split

    @property
    def candidates(self) -> Mapping[str, Mapping[str, list[float]]]:
        """The families to try with the values of their settings, from simple to complex."""
        candidates: Mapping[str, Mapping[str, list[float]]] = self.normalised["candidates"]
        return candidates

    @property
    def search(self) -> Mapping[str, str]:
        """How the best candidate is found: ``method``, ``metric`` and ``rule``."""
        search: Mapping[str, str] = self.normalised["search"]
        return search

    @property
    def cost(self) -> Mapping[str, float] | None:
        """What a false positive, ``fp``, and a false negative, ``fn``, cost; None for a regression."""
        threshold = self.normalised["threshold"]
        return None if threshold is None else threshold["cost"]

    @property
    def mistakes(self) -> int:
        """How many of the worst mistakes of each kind the evaluation lists."""
        return int(self.normalised["mistakes"])

    @property
    def seed(self) -> int:
        """Seed of everything that is drawn at random."""
        return int(self.normalised["seed"])
