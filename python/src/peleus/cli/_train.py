"""The command ``train``, which only Python has."""

from __future__ import annotations

import click

from peleus.cli._refusals import refusals
from peleus.cli._session import quiet_session
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
    help="rows with the features: a published table of the store, such as flights.features, a folder of Parquet files, "
    "or the name of another table",
)
@click.option("--store", required=True, metavar="STORE", help="folder of the project's data; models go to its models/")
@click.option("--champion", is_flag=True, help="the new version takes the champion's place; the first one always does")
@click.option("--first", metavar="DATE", help="first date of a published table to read; default: all")
@click.option("--last", metavar="DATE", help="last date to read; nothing is trained before it is published")
def _train(model: str, source: str, store: str, champion: bool, first: str | None, last: str | None) -> None:
    with refusals("train"):
        try:
            from peleus.cli import _training
        except ImportError as error:  # the command line itself does without numpy
            raise Refused(f"{error.name} is missing: pip install 'peleus[learning]'") from error
        with quiet_session("peleus train") as spark:
            done = _training.run_on(
                spark,
                model=model,
                source=source,
                store=store,
                champion=champion,
                first=first,
                last=last,
                progress=lambda line: click.echo(f"       {line}", err=True),
            )
        head, *more = done.text.splitlines()
        click.echo(f"train  {head}")
        for line in more:
            click.echo(f"       {line}")
