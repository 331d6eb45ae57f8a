"""The command ``train``, which only Python has."""

from __future__ import annotations

import click

from peleus.cli._refusals import refusals
from peleus.errors import Refused


def command() -> click.Command:
    """Build the command."""
    return _train


@click.command("train", help="Searches, fits and measures a model, and keeps it in the store's registry.")
@click.option("--model", required=True, metavar="MODEL", help="file that declares the model, such as model.yaml")
@click.option(
    "--source",
    required=True,
    metavar="SOURCE",
    help="rows with the features: a folder of Parquet files, or the name of a table",
)
@click.option("--store", required=True, metavar="STORE", help="folder of the project's data; models go to its models/")
@click.option("--champion", is_flag=True, help="the new version takes the champion's place; the first one always does")
def _train(model: str, source: str, store: str, champion: bool) -> None:
    with refusals("train"):
        try:
            from peleus.cli import _training
        except ImportError as error:  # the command line itself does without numpy
            raise Refused(f"{error.name} is missing: pip install 'peleus[learning]'") from error
        first, *more = _training.run(model, source, store, champion)
        click.echo(f"train  {first}")
        for line in more:
            click.echo(f"       {line}")
