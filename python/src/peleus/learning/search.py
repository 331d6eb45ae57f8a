"""The search for a setting: each is fitted on all folds but one and measured on that one."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import fmean
from typing import Any

from pyspark.ml import Model
from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from peleus.errors import Refused
from peleus.learning import preparation
from peleus.learning._rows import LABEL
from peleus.learning.candidates import BINARY, Setting
from peleus.learning.metrics import METRICS, standard_error
from peleus.learning.model import SCORE, scored
from peleus.learning.preparation import Preparation
from peleus.learning.regression import RegressionScores
from peleus.learning.scores import Scores
from peleus.learning.split import FOLD, PART, TRAIN, VALIDATION
from peleus.recipe import Recipe

Measured = Scores | RegressionScores


@dataclass(frozen=True)
class Task:
    """What is learned: the parts of a `model.yaml` that fitting needs."""

    problem: str
    numeric: Sequence[str]
    categorical: Sequence[str]
    seed: int
    recipe: Recipe | None = None

    def prepare(self, rows: DataFrame, kinds: Sequence[str]) -> Preparation:
        """Learn from rows what comes before the model."""
        return preparation.fit(rows, self.recipe, self.numeric, self.categorical, kinds)


@dataclass
class Tried:
    """A setting with what each fold measured."""

    setting: Setting
    measured: list[Measured] = field(default_factory=list)
    seconds: float = 0.0

    def values(self, metric: str) -> list[float]:
        """Give the metric of each fold."""
        found = [getattr(each, metric) for each in self.measured]
        if None in found:
            raise Refused(
                f"search: {metric} says nothing of fold {found.index(None) + 1}, whose labels are all the same"
            )
        return found

    def mean(self, metric: str) -> float:
        """Give the mean over the folds."""
        return fmean(self.values(metric))


def folds(rows: DataFrame) -> list[tuple[DataFrame, DataFrame]]:
    """Pair the rows to learn from with those held out: each fold once, or the validation part where there is one."""
    learn = rows.where(F.col(PART) == TRAIN)
    numbers = [row[0] for row in learn.select(FOLD).distinct().orderBy(FOLD).collect()]
    if numbers == [None]:
        return [(learn, rows.where(F.col(PART) == VALIDATION))]
    return [(learn.where(F.col(FOLD) != number), learn.where(F.col(FOLD) == number)) for number in numbers]


def search(
    task: Task, rows: DataFrame, settings: Sequence[Setting], metric: str, progress: Callable[[str], None]
) -> list[Tried]:
    """
    Measure every setting on every fold.

    Parameters
    ----------
    task : Task
        What is learned.
    rows : pyspark.sql.DataFrame
        With `split`, `fold` and the label as DOUBLE `_label`; rows without a label are not in it.
    settings : sequence of Setting
        From simple to complex.
    metric : str
        The metric that progress tells.
    progress : callable
        Called with a line of text after every fit.

    Returns
    -------
    list of Tried
        In the order of the settings.
    """
    kinds = sorted({setting.kind for setting in settings})
    tried = [Tried(setting) for setting in settings]
    pairs = folds(rows)
    for number, (learn, held_out) in enumerate(pairs, 1):
        prepared = task.prepare(learn, kinds)
        with kept(prepared, learn, kinds) as from_rows, kept(prepared, held_out, kinds) as on_rows:
            for each in tried:
                started = time.monotonic()
                model = fit(task, each.setting, prepared, from_rows)
                each.measured.append(measure(task.problem, scored(task.problem, model.transform(on_rows))))
                seconds = time.monotonic() - started
                each.seconds += seconds
                value = each.values(metric)[-1]
                progress(f"fold {number} of {len(pairs)}  {each.setting}  {metric} {value:.4f}  {seconds:.1f} s")
    return tried


def fit(task: Task, setting: Setting, prepared: Preparation, rows: DataFrame) -> Model:
    """Fit a setting on prepared rows."""
    features = preparation.vector(setting.kind)
    fitted: Model = setting.estimator(task.problem, features, LABEL, prepared.levels, task.seed).fit(rows)
    return fitted


def measure(problem: str, predictions: DataFrame) -> Measured:
    """Measure scored rows against their labels; one job."""
    measures: Any = Scores if problem == BINARY else RegressionScores
    return measures.collect(predictions, SCORE, LABEL)  # type: ignore[no-any-return]


def metrics(problem: str, measured: Measured) -> dict[str, float | None]:
    """Give every metric of the problem by its name."""
    return {name: getattr(measured, name) for name, metric in METRICS.items() if metric.problem == problem}


def select(tried: Sequence[Tried], metric: str, rule: str) -> Tried:
    """
    Choose a setting by the mean of a metric over the folds.

    ``best`` takes the best mean. ``one_standard_error`` takes the first setting whose mean is within one standard
    error of the best one's: settings are written from simple to complex, and what cannot be told apart should be
    simple (Breiman et al., Classification and Regression Trees, 1984, section 3.4.3).
    """
    sign = 1.0 if METRICS[metric].higher_is_better else -1.0
    best = max(tried, key=lambda each: sign * each.mean(metric))
    if rule == "best":
        return best
    enough = sign * best.mean(metric) - (standard_error(best.values(metric)) or 0.0)
    return next(each for each in tried if sign * each.mean(metric) >= enough)


@contextmanager
def kept(prepared: Preparation, rows: DataFrame, kinds: Sequence[str]) -> Iterator[DataFrame]:
    """Keep prepared rows while several settings read them: label and vectors, no more."""
    kept = prepared(rows).select(LABEL, *(preparation.vector(kind) for kind in kinds)).persist()
    try:
        yield kept
    finally:
        kept.unpersist()
