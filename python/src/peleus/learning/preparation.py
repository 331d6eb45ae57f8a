"""What learns from rows before the model does: fitted on rows to learn from alone, and kept with the model."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from pyspark.ml import Model, Pipeline, PipelineModel, Transformer
from pyspark.ml.feature import OneHotEncoder, StringIndexer, VectorAssembler
from pyspark.sql import DataFrame, Row
from pyspark.sql import functions as F
from pyspark.sql import types as T

from peleus._step import Step
from peleus.errors import Refused
from peleus.learning.candidates import LINEAR, TREES
from peleus.recipe import Recipe
from peleus.transformations import FillStrategy, fill_missing

_ENDING = "_was_missing"
_FLOATING = (T.FloatType, T.DoubleType)


@dataclass(frozen=True)
class Preparation:
    """
    From rows with features to rows with a vector of them.

    Missing numbers become the median of those that are there, missing booleans the most frequent value, and a column
    says where; a categorical feature without a value, or with one that was not learned, has a level of its own. For
    linear models levels become columns of 0 and 1.

    Parameters
    ----------
    recipe : Recipe
        Fitted: the model's own recipe, if it has one, and the filling of what is missing.
    indexer : pyspark.ml.Transformer
        Gives the levels numbers.
    encoders : mapping of str to pyspark.ml.Transformer
        For each kind of family the steps from there to the vector, the column ``_<kind>``.
    levels : int
        How many levels the categorical feature with the most of them has.
    """

    recipe: Recipe
    indexer: PipelineModel
    encoders: dict[str, PipelineModel]
    levels: int

    def __call__(self, df: DataFrame) -> DataFrame:
        """Add the vectors of every kind; lazy."""
        found = self.indexer.transform(df.transform(self.recipe))
        for encoder in self.encoders.values():
            found = encoder.transform(found)
        return found

    def pipeline(self, kind: str, model: Model) -> PipelineModel:
        """Put together what Spark applies after the recipe, for one kind of family and its model."""
        stages: list[Transformer] = [*self.indexer.stages, *self.encoders[kind].stages, model]
        return PipelineModel(stages=stages)


def vector(kind: str) -> str:
    """Name the column of the features' vector for a kind of family."""
    return f"_{kind}"


def fit(
    rows: DataFrame, recipe: Recipe | None, numeric: Sequence[str], categorical: Sequence[str], kinds: Sequence[str]
) -> Preparation:
    """
    Learn from rows; runs a few jobs.

    Parameters
    ----------
    rows : pyspark.sql.DataFrame
        To learn from: a fold's part, never all.
    recipe : Recipe, optional
        The model's own, fitted here; its steps come first.
    numeric : sequence of str
        Features that are numbers or booleans.
    categorical : sequence of str
        Features that are texts or whole numbers.
    kinds : sequence of str
        linear, trees, or both.

    Raises
    ------
    peleus.Refused
        A feature is not there, or not of a type that can be learned from.
    """
    fitted = None if recipe is None else recipe.fit(rows)
    ready = rows if fitted is None else rows.transform(fitted)
    require_types(ready, numeric, categorical)
    fills = _fills(ready, numeric)
    whole = Recipe("preparation" if recipe is None else recipe.name, [*(fitted.steps if fitted else ()), *fills])
    for step in fills:
        ready = ready.transform(step)
    flags = [f"{name}{_ENDING}" for step in fills if step.params["flag"] for name in step.params["columns"]]
    indexed = [f"_{name}_level" for name in categorical]
    indexer = _indexer(categorical, indexed).fit(ready)
    found = indexer.transform(ready)
    encoders = {kind: _encoder(kind, [*numeric, *flags], categorical, indexed).fit(found) for kind in kinds}
    levels = max((len(labels) + 1 for stage in indexer.stages for labels in cast(Any, stage).labelsArray), default=0)
    return Preparation(whole, indexer, encoders, levels)


def require_types(rows: DataFrame, numeric: Sequence[str], categorical: Sequence[str]) -> None:
    """Refuse features that are not there, or of a type that cannot be learned from."""
    allowed: list[tuple[str, Sequence[str], tuple[type[T.DataType], ...], str]] = [
        ("numeric", numeric, (T.NumericType, T.BooleanType), "numbers or booleans"),
        ("categorical", categorical, (T.StringType, T.IntegralType), "texts or whole numbers"),
    ]
    types = {field.name: field.dataType for field in rows.schema.fields}
    problems = []
    for kind, names, types_allowed, words in allowed:
        for name in names:
            if name not in types:
                problems.append(f"features.{kind}: there is no column '{name}'; there are {', '.join(types)}")
            elif not isinstance(types[name], types_allowed):
                problems.append(f"features.{kind}: column '{name}' is {types[name].simpleString()}; wanted are {words}")
    if problems:
        raise Refused("\n".join(problems))


def require_numbers(what: str, rows: DataFrame, name: str) -> None:
    """Refuse a column that does not hold numbers."""
    kind = rows.schema[name].dataType
    if not isinstance(kind, T.NumericType):
        raise Refused(f"{what}: column '{name}' is {kind.simpleString()}; wanted are numbers")


def _fills(rows: DataFrame, numeric: Sequence[str]) -> list[Step]:
    """Fill what is missing, with a flag for features that are missing somewhere: elsewhere it would say nothing."""
    missing = _missing(rows, numeric)
    types = {field.name: field.dataType for field in rows.schema.fields}
    steps = []
    strategies: list[tuple[FillStrategy, type[T.DataType]]] = [
        ("median", T.NumericType),
        ("most_frequent", T.BooleanType),
    ]
    for strategy, of in strategies:
        for flag in (True, False):
            columns = [name for name in numeric if isinstance(types[name], of) and (missing[name] > 0) == flag]
            if columns:
                steps.append(fill_missing(columns=columns, strategy=strategy, flag=flag).fit(rows))
    return steps


def _missing(rows: DataFrame, numeric: Sequence[str]) -> dict[str, int]:
    """Count the rows without a value of each feature; one without any, or with NaN, teaches nothing."""
    counts = [F.count_if(F.col(f"`{name}`").isNull()).alias(f"missing{i}") for i, name in enumerate(numeric)]
    nans = [
        F.count_if(F.isnan(f"`{name}`") if isinstance(rows.schema[name].dataType, _FLOATING) else F.lit(False))
        for name in numeric
    ]
    found: Row = rows.agg(F.count(F.lit(1)), *counts, *nans).head()  # type: ignore[assignment]
    total, missing, nan = found[0], found[1 : 1 + len(numeric)], found[1 + len(numeric) :]
    problems = [
        f"features.numeric: column '{n}' has no value in {total} rows"
        for n, m in zip(numeric, missing, strict=True)
        if m == total
    ]
    problems += [
        f"features.numeric: column '{n}' is NaN in {m} of {total} rows; make it null"
        for n, m in zip(numeric, nan, strict=True)
        if m
    ]
    if problems:
        raise Refused("\n".join(problems))
    return dict(zip(numeric, missing, strict=True))


def _indexer(categorical: Sequence[str], indexed: Sequence[str]) -> Pipeline:
    if not categorical:
        return Pipeline(stages=[])
    return Pipeline(stages=[StringIndexer(inputCols=list(categorical), outputCols=list(indexed), handleInvalid="keep")])


def _encoder(kind: str, numeric: Sequence[str], categorical: Sequence[str], indexed: Sequence[str]) -> Pipeline:
    if kind == TREES or not categorical:
        return Pipeline(stages=[VectorAssembler(inputCols=[*numeric, *indexed], outputCol=vector(kind))])
    hot = [f"_{name}_hot" for name in categorical]
    one_hot = OneHotEncoder(inputCols=list(indexed), outputCols=hot, handleInvalid="keep")
    return Pipeline(stages=[one_hot, VectorAssembler(inputCols=[*numeric, *hot], outputCol=vector(LINEAR))])
