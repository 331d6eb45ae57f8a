"""The command ``run``, which only Python has: a project's pipeline, from its inbox to its scores."""

from __future__ import annotations

import shutil
import sys
import traceback
from typing import TYPE_CHECKING

import click

from peleus._store import Store
from peleus.cli._refusals import refusals
from peleus.cli._session import quiet_session
from peleus.cli._steps import Steps
from peleus.pipeline.progress import Progress
from peleus.pipeline.running import Ran, Runner
from peleus.pipeline.selection import Selection
from peleus.pipeline.summary import summary
from peleus.project import DEFAULT_ENVIRONMENT, Project

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


def command() -> click.Command:
    """Build the command."""
    return _run


@click.command("run", help="Runs the pipeline of a project: what is done already is found, and not done again.")
@click.argument("project", metavar="PROJECT")
@click.option(
    "--environment",
    default=DEFAULT_ENVIRONMENT,
    show_default=True,
    metavar="ENVIRONMENT",
    help="where: a name that peleus.yaml gives",
)
@click.option("--date", metavar="DATE", help="only what is of this date, such as 2013-06; training has none")
@click.option("--from", "first", metavar="STEP", help="first step: a kind (check), or what it makes (flights.features)")
@click.option("--to", "last", metavar="STEP", help="last step")
def _run(project: str, environment: str, date: str | None, first: str | None, last: str | None) -> None:
    with refusals("run"):
        loaded = Project.load(project)
        where, pipeline, selection = loaded.environment(environment), loaded.pipeline, Selection(first, last, date)
        selection.of(pipeline.steps)  # refused before a session is started
        with quiet_session("peleus run", tables=True) as spark:
            store = Store(spark, where.store)
            progress = Progress(sys.stderr, shutil.get_terminal_size().columns)
            ran = Runner(pipeline, selection, where.name, store, Steps(spark, where, store), progress).run()
            click.echo(summary(ran, where.store, _index(spark, where.store)))
    _end(ran)


def _index(spark: SparkSession, store: str) -> str | None:
    """Draw the page over all runs. What became of this one is settled by then, whatever happens here."""
    try:
        from peleus.reports import write_index

        return write_index(spark, store)
    except Exception as error:
        click.echo(f"run  the page over all runs could not be drawn: {error}", err=True)
        return None


def _end(ran: Ran) -> None:
    if ran.failure is not None:
        traceback.print_exception(ran.failure)
    sys.exit(ran.exit_code)
