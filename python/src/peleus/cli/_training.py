"""The work of the command ``train``: from a table of features to a measured model in the registry."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pyspark

from peleus import _door
from peleus._version import __version__
from peleus.cli._session import quiet_session
from peleus.errors import Refused
from peleus.learning import ModelDeclaration, Registry, train
from peleus.learning.candidates import Setting
from peleus.recipe import Recipe


def run(model: str, source: str, store: str, champion: bool) -> list[str]:
    """
    Train a model and keep it; tell on stderr what was fitted.

    Returns
    -------
    list of str
        What was found, for people: lines.
    """
    file = Path(model)
    if not file.is_file():
        raise Refused(f"there is no file {model}")
    with quiet_session("peleus train") as spark:
        declaration = ModelDeclaration.load(file, spark)
        recipe = None if declaration.recipe is None else Recipe.load(file.parent / declaration.recipe, spark)
        rows = _door.open_table(spark, source)
        trained = train(rows, declaration, recipe=recipe, progress=lambda line: click.echo(f"       {line}", err=True))
        about = {
            "source": source,
            "trained_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": {"peleus": __version__, "pyspark": pyspark.__version__, "python": sys.version.split()[0]},
        }
        saved = Registry(store, spark).save(trained, about, champion=champion)
    selected, *more = _told(trained.evaluation)
    return [f"{saved.name} v{saved.version} ({saved.alias})  {selected}", *more, f"-> {saved.evaluation}"]


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
