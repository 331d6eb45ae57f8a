"""Families of models, their settings, and the estimators of Spark behind them."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyspark.ml import Estimator
from pyspark.ml.classification import GBTClassifier, LogisticRegression, RandomForestClassifier
from pyspark.ml.regression import GBTRegressor, LinearRegression, RandomForestRegressor

LINEAR = "linear"
TREES = "trees"

BINARY = "binary"
REGRESSION = "regression"

PREDICTION = "_prediction"
PROBABILITY = "_probability"
_RAW = "_raw"

_ESTIMATORS: Mapping[tuple[str, str], type[Any]] = {
    (BINARY, "logistic_regression"): LogisticRegression,
    (BINARY, "gbt"): GBTClassifier,
    (BINARY, "random_forest"): RandomForestClassifier,
    (REGRESSION, "linear_regression"): LinearRegression,
    (REGRESSION, "gbt"): GBTRegressor,
    (REGRESSION, "random_forest"): RandomForestRegressor,
}
_SPARKS_BINS = 32  # of its trees, by default; a categorical feature needs as many as it has levels


@dataclass(frozen=True)
class Setting:
    """One family with one value for each of its parameters that was declared."""

    family: str
    params: Mapping[str, float]

    @property
    def kind(self) -> str:
        """Which of the two encodings of the features it learns from."""
        return LINEAR if self.family.endswith("_regression") else TREES

    def estimator(self, problem: str, features: str, label: str, levels: int, seed: int) -> Estimator[Any]:
        """
        Make Spark's estimator.

        Parameters
        ----------
        problem : str
            binary or regression.
        features, label : str
            Columns: a vector, and a DOUBLE.
        levels : int
            How many levels the categorical feature with the most of them has.
        seed : int
            Of trees that draw rows or features. Spark's own default differs from process to process.
        """
        params: dict[str, Any] = {_camel(name): value for name, value in self.params.items()}
        if self.kind == TREES:
            params |= {"seed": seed, "maxBins": max(_SPARKS_BINS, levels)}
        estimator: Estimator[Any] = _ESTIMATORS[problem, self.family](featuresCol=features, labelCol=label, **params)
        outputs = {"predictionCol": PREDICTION}
        if problem == BINARY:
            outputs |= {"probabilityCol": PROBABILITY, "rawPredictionCol": _RAW}
        for param, column in outputs.items():  # not all of them are arguments of every class
            estimator.set(estimator.getParam(param), column)
        return estimator

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Setting:
        """Read what `to_json` has written."""
        return cls(written["family"], written["params"])

    def to_json(self) -> dict[str, Any]:
        """Give the setting as a plain dictionary."""
        return {"family": self.family, "params": dict(self.params)}

    def __str__(self) -> str:
        return " ".join([self.family, *(f"{name}={value:g}" for name, value in self.params.items())])


def settings(candidates: Mapping[str, Mapping[str, Sequence[float]]]) -> list[Setting]:
    """List every combination of the declared values, in the order in which they were written."""
    found = []
    for family, grid in candidates.items():
        for values in itertools.product(*grid.values()):
            found.append(Setting(family, dict(zip(grid, values, strict=True))))
    return found


def _camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
