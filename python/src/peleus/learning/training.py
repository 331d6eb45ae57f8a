"""A training: from a table of features to a measured model."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from peleus.errors import Refused
from peleus.learning import search, split
from peleus.learning._columns import column
from peleus.learning._declaration import ModelDeclaration
from peleus.learning._numbers import json_number
from peleus.learning._rows import LABEL, count_parts, labelled, require_moment
from peleus.learning.candidates import BINARY, Setting, settings
from peleus.learning.confusion import Confusion
from peleus.learning.metrics import standard_error
from peleus.learning.mistakes import masked_columns, most_confident
from peleus.learning.model import SCORE, FittedModel
from peleus.learning.regression import deciles, error_histogram
from peleus.learning.scores import Scores
from peleus.learning.search import Measured, Task, Tried
from peleus.learning.split import FOLD, PART, TEST, TRAIN, VALIDATION
from peleus.recipe import Recipe

VERSION = 1
"""Of the format of an evaluation."""

# Columns of published rows that tell where a row came from.
_ORIGIN = ("_delivery", "_file", "_line")

# What an evaluation repeats of its model.yaml, so that it can be read without it.
_DECLARED = ("description", "problem", "label", "scoring_moment", "recipe", "features", "split")


@dataclass(frozen=True)
class Training:
    """
    What a training has found.

    Parameters
    ----------
    declaration : ModelDeclaration
        What was asked for.
    model : FittedModel
        The selected setting, fitted on all rows to learn from.
    threshold : float or None
        From this score on a row is taken for a positive; infinite where it pays to take nobody. Of regressions None.
    evaluation : dict
        Everything that was measured, ready to be written as JSON.
    parts : pyspark.sql.DataFrame
        Which row was in which part and fold: where a row came from, its key, `split` and `fold`; lazy.
    """

    declaration: ModelDeclaration
    model: FittedModel
    threshold: float | None
    evaluation: dict[str, Any]
    parts: DataFrame


def train(
    rows: DataFrame,
    declaration: ModelDeclaration,
    *,
    recipe: Recipe | None = None,
    progress: Callable[[str], None] = print,
) -> Training:
    """
    Search, fit, choose a threshold, and open the test set, once and last.

    Parameters
    ----------
    rows : pyspark.sql.DataFrame
        The table of features, of a classic session: Spark's models need one.
    declaration : ModelDeclaration
        What a `model.yaml` says.
    recipe : Recipe, optional
        The recipe that it names: steps that learn, fitted inside the rows to learn from. Needed where it names one.
    progress : callable, optional
        Called with a line of text after every fit.

    Returns
    -------
    Training
        The selected model and everything measured.

    Raises
    ------
    peleus.Refused
        The recipe that is named is not given, a column is not there or of another type, a feature was made as of
        another moment than the declared one, or a part of the rows has nothing to learn from or to be tested on.
    """
    if recipe is None and declaration.recipe is not None:
        raise Refused(f"recipe: model.yaml names {declaration.recipe}, and none was given: recipe=Recipe.load(…)")
    require_moment(rows if recipe is None else recipe.dry(rows), declaration)
    parted = split.declared(declaration.split)(labelled(_gathered(rows), declaration)).persist()
    try:
        return _Course(parted, declaration, recipe, progress).run()
    finally:
        parted.unpersist()


def _gathered(rows: DataFrame) -> DataFrame:
    """Put small partitions together: a fit is hundreds of jobs, each with a task for every partition."""
    return rows.coalesce(2 * rows.sparkSession.sparkContext.defaultParallelism)


class _Course:
    """One training, in the order in which it goes."""

    def __init__(
        self, rows: DataFrame, declaration: ModelDeclaration, recipe: Recipe | None, progress: Callable[[str], None]
    ) -> None:
        self.rows, self.declaration, self.progress = rows, declaration, progress
        self.metric = declaration.search["metric"]
        self.is_binary = declaration.problem == BINARY
        self.task = Task(declaration.problem, declaration.numeric, declaration.categorical, declaration.seed, recipe)
        self.known = rows.where(F.col(LABEL).isNotNull())

    def run(self) -> Training:
        counts = count_parts(self.rows, self.declaration)
        tried = self._search(settings(self.declaration.candidates))
        finalists = self._finalists(tried)
        chosen = finalists.index(self._select(finalists))
        threshold, by_cost = self._threshold(finalists[chosen])
        models = self._refit([each.setting for each in finalists])
        declared = self.declaration.normalised
        evaluation = {
            "version": VERSION,
            "model": self.declaration.name,
            **{key: declared[key] for key in _DECLARED},
            "rows": counts,
            "search": self._searched(tried, finalists[chosen]),
            "selected": finalists[chosen].setting.to_json(),
            "threshold": by_cost,
            "test": self._open_test(models, models[chosen], threshold),
        }
        return Training(self.declaration, models[chosen], threshold, evaluation, self._parts())

    def _parts(self) -> DataFrame:
        """Keep of each row what tells it from others, and its part."""
        declared = self.declaration.split
        named = [*_ORIGIN, *declared["key"], *([declared["column"]] if declared["strategy"] == "time" else [])]
        there = [name for name in dict.fromkeys(named) if name in self.rows.columns]
        return self.rows.select(*map(column, there), PART, FOLD)

    def _search(self, found: Sequence[Setting]) -> list[Tried]:
        """Measure on held-out rows. A regression with one setting needs none of it; a threshold always does."""
        if len(found) == 1 and not self.is_binary:
            return [Tried(found[0])]
        return search.search(self.task, self.known, found, self.metric, self.progress)

    def _select(self, tried: Sequence[Tried]) -> Tried:
        return tried[0] if len(tried) == 1 else search.select(tried, self.metric, self.declaration.search["rule"])

    def _finalists(self, tried: Sequence[Tried]) -> list[Tried]:
        """Choose a setting of each family, in their order."""
        families = dict.fromkeys(each.setting.family for each in tried)
        return [self._select([each for each in tried if each.setting.family == family]) for family in families]

    def _threshold(self, chosen: Tried) -> tuple[float | None, dict[str, Any] | None]:
        """Choose by the least cost on rows that the models had not seen."""
        cost = self.declaration.cost
        if cost is None:
            return None, None
        held_out = Scores.merge(each for each in chosen.measured if isinstance(each, Scores))
        value, least = held_out.least_cost(cost["fp"], cost["fn"])
        confusion = held_out.confusion(value).to_json()
        return value, {
            "value": json_number(value),
            "cost": dict(cost),
            "held_out": {"cost": least, "confusion": confusion},
        }

    def _refit(self, finalists: Sequence[Setting]) -> list[FittedModel]:
        """Fit the setting of each family on all rows to learn from."""
        learn = self.known.where(F.col(PART).isin(TRAIN, VALIDATION))
        kinds = sorted({setting.kind for setting in finalists})
        prepared = self.task.prepare(learn, kinds)
        models = []
        with search.kept(prepared, learn, kinds) as from_rows:
            for setting in finalists:
                started = time.monotonic()
                fitted = search.fit(self.task, setting, prepared, from_rows)
                pipeline = prepared.pipeline(setting.kind, fitted)
                models.append(FittedModel(self.task.problem, setting, prepared.recipe, pipeline))
                self.progress(f"all rows to learn from  {setting}  {time.monotonic() - started:.1f} s")
        return models

    def _open_test(self, models: Sequence[FittedModel], chosen: FittedModel, threshold: float | None) -> dict[str, Any]:
        """Measure each family's model, and the selected one in all detail."""
        test = self.known.where(F.col(PART) == TEST)
        families = []
        detail: dict[str, Any] = {}
        for model in models:
            predictions = model.score(test).select(SCORE, LABEL, *self._shown()).persist()
            measured = search.measure(self.task.problem, predictions)
            families.append(model.setting.to_json() | {"metrics": search.metrics(self.task.problem, measured)})
            if model is chosen:
                detail = self._detail(predictions, measured, threshold)
            predictions.unpersist()
        return {"families": families} | detail

    def _detail(self, predictions: DataFrame, measured: Measured, threshold: float | None) -> dict[str, Any]:
        if isinstance(measured, Scores) and threshold is not None:
            # of rows as they came: what a recipe fills in loses the mark
            masked = masked_columns(self.rows)
            confusion = measured.confusion(threshold)
            return measured.to_json() | {
                "confusion": confusion.to_json(),
                "cost": self._cost(confusion),
                "mistakes": most_confident(
                    predictions, SCORE, LABEL, self._shown(), threshold, self.declaration.mistakes, masked
                ),
            }
        return measured.to_json() | {
            "errors": [each.to_json() for each in error_histogram(predictions, SCORE, LABEL)],
            "deciles": [each.to_json() for each in deciles(predictions, SCORE, LABEL)],
        }

    def _cost(self, confusion: Confusion) -> float | None:
        """Give what right and wrong cost in all, in the unit of the declared costs."""
        cost = self.declaration.cost
        return None if cost is None else cost["fp"] * confusion.fp + cost["fn"] * confusion.fn

    def _shown(self) -> list[str]:
        """Columns that tell which row it was, and all that the model was told of it."""
        moment = self.declaration.scoring_moment
        key = [*self.declaration.split["key"], *([moment] if moment else [])]
        return list(dict.fromkeys([*key, *self.declaration.features]))

    def _searched(self, tried: Sequence[Tried], chosen: Tried) -> dict[str, Any] | None:
        if not chosen.measured:
            return None
        found = [
            each.setting.to_json()
            | {
                "mean": each.mean(self.metric),
                "standard_error": standard_error(each.values(self.metric)),
                "held_out": [search.metrics(self.task.problem, measured) for measured in each.measured],
                "seconds": round(each.seconds, 1),
                "selected": each is chosen,
            }
            for each in tried
        ]
        return {"metric": self.metric, "rule": self.declaration.search["rule"], "settings": found}
