"""The work of the command ``train``: from a table of features to a measured model in the registry."""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyspark

from peleus import _door
from peleus._own import OwnStep
from peleus._version import __version__
from peleus.cli._drawn import with_page
from peleus.cli._outcome import DONE, Outcome
from peleus.errors import Refused
from peleus.learning import ModelDeclaration, Registry, train
from peleus.learning.candidates import Setting
from peleus.learning.registry import CHAMPION
from peleus.recipe import Recipe

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

Inputs = list[dict[str, Any]]  # table, date, run and rows of each


def run_on(
    spark: SparkSession,
    *,
    model: str,
    source: str,
    store: str,
    champion: bool = False,
    first: str | None = None,
    last: str | None = None,
    progress: Callable[[str], None] = print,
) -> Outcome:
    """
    Train a model and keep it.

    Parameters
    ----------
    spark : pyspark.sql.SparkSession
        Classic.
    model, source, store, champion, first, last
        The options of the command.
    progress : callable, optional
        Called with a line of text after every fit.

    Returns
    -------
    Outcome
        What was found, for people, in lines; of published rows that the same was learned from before, or of which the
        last are not there yet, only that.

    Raises
    ------
    peleus.Refused
        The declaration or the rows are not allowed; nothing is kept then.
    """
    file = Path(model)
    if not file.is_file():
        raise Refused(f"there is no file {model}")
    declaration = ModelDeclaration.load(file, spark)
    recipe = None if declaration.recipe is None else _recipe(file.parent / declaration.recipe, spark)
    registry, source_rows = Registry(store, spark), _Source(spark, source, store, first, last)
    inputs, fingerprint = source_rows.inputs(), _fingerprint(declaration, recipe)
    if inputs == []:
        return Outcome(DONE, f"WAITING  {declaration.name}  {source} shows nothing of {last} yet", "waiting")
    same = None if inputs is None else _learned_from(registry.manifests(declaration.name), inputs, fingerprint)
    if same is not None:
        return _unchanged(registry, declaration.name, same, champion)
    trained = train(source_rows.open(), declaration, recipe=recipe, progress=progress)
    about = {
        "source": source,
        "inputs": inputs,
        "fingerprint": fingerprint,
        "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "versions": {"peleus": __version__, "pyspark": pyspark.__version__, "python": sys.version.split()[0]},
    }
    saved = registry.save(trained, about, champion=champion)
    selected, *more = _told(trained.evaluation)
    lines = [f"{saved.name} v{saved.version} ({saved.alias})  {selected}", *more, f"-> {saved.evaluation}"]
    return with_page(spark, Outcome(DONE, "\n".join(lines), "trained", saved.evaluation))


def _recipe(file: Path, spark: SparkSession) -> Recipe:
    """Read the recipe of a model. What scoring would refuse is refused before anything is learned."""
    recipe = Recipe.load(file, spark)
    for number, step in enumerate(recipe.steps):
        if isinstance(step, OwnStep):
            why = "is a step in Python, which scoring does not run: put it into the recipe that `prepare` runs"
            raise Refused(f"{file}: steps[{number}]: {step.name} {why}")
    return recipe


class _Source:
    """Where the rows come from: a published table of the store, or whatever the session reads under that name."""

    def __init__(self, spark: SparkSession, name: str, store: str, first: str | None, last: str | None) -> None:
        self.spark, self.name = spark, name
        self._published = _door.learned_from(spark, store, name, first or "", last or "")
        for option, date in [("first", first), ("last", last)]:
            if self._published is None and date is not None:
                raise Refused(f"{option}: is about published tables, and nothing is published of {name} in {store}")

    def inputs(self) -> Inputs | None:
        """Tell which published rows are read; none where the last are missing, None where nothing is published."""
        return None if self._published is None else _door.inputs(self.spark, self._published)

    def open(self) -> DataFrame:
        """Open the rows."""
        if self._published is None:
            return _door.open_table(self.spark, self.name)
        return _door.rows(self.spark, self._published)


def _learned_from(manifests: Mapping[int, Mapping[str, Any]], inputs: Inputs, fingerprint: str) -> int | None:
    """Find the version that was learned from the same rows by the same declaration."""
    for version, manifest in manifests.items():
        if (manifest.get("inputs"), manifest.get("fingerprint")) == (inputs, fingerprint):
            return version
    return None


def _unchanged(registry: Registry, model: str, version: int, champion: bool) -> Outcome:
    """Say that there is nothing to learn; the version may be asked to take the champion's place all the same."""
    says = f"v{version} was learned from the same rows by the same declaration"
    if champion and registry.aliases(model).get(CHAMPION) != version:
        registry.promote(model, version)
        says += ", and is the champion from now on"
    return Outcome(DONE, f"UNCHANGED  {model}  {says}", "unchanged")


def _fingerprint(declaration: ModelDeclaration, recipe: Recipe | None) -> str:
    """Say in one word what is declared: SHA-256 of the long form, the recipe's steps and their own modules."""
    steps = None if recipe is None else [recipe.written()[0], *recipe.sources()]
    return hashlib.sha256(json.dumps([declaration.normalised, steps]).encode()).hexdigest()


def _told(evaluation: Mapping[str, Any]) -> list[str]:
    """Tell what was selected, then a line for each family, then what the threshold means on the test set."""
    searched, test = evaluation["search"], evaluation["test"]
    by = f", of {len(searched['settings'])} settings by {searched['metric']}" if searched else ""
    lines = [f"{Setting.from_json(evaluation['selected'])}{by}"]
    names = [str(Setting.from_json(family)) for family in test["families"]]
    width = max(map(len, names))
    for name, family in zip(names, test["families"], strict=True):
        metrics = "  ".join(f"{metric} {_short(value)}" for metric, value in family["metrics"].items())
        lines.append(f"{name:{width}}  test: {metrics}")
    if evaluation["threshold"]:
        cells = "  ".join(f"{cell} {test['confusion'][cell]:,}" for cell in ("tp", "fp", "fn", "tn"))
        lines.append(f"threshold {_short(evaluation['threshold']['value'])}  test: {cells}")
    return lines


def _short(value: float | None) -> str:
    return "none" if value is None else f"{value:.4g}"
