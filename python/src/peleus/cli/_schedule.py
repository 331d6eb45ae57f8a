"""The command ``schedule``, which only Python has: a project's pipeline as files for Oozie."""

from __future__ import annotations

from pathlib import Path

import click

from peleus.cli._refusals import refusals
from peleus.oozie.files import documents, write
from peleus.project import Project


def command() -> click.Command:
    """Build the command."""
    return _schedule


@click.command("schedule", help="Writes a project's pipeline for Oozie: workflow, coordinator, properties and script.")
@click.argument("project", metavar="PROJECT")
@click.option("--into", required=True, metavar="FOLDER", help="folder that is written, to be put on HDFS as it is")
@click.option(
    "--environment",
    default="production",
    show_default=True,
    metavar="ENVIRONMENT",
    help="where it runs: a name that peleus.yaml gives",
)
def _schedule(project: str, into: str, environment: str) -> None:
    with refusals("schedule"):
        made = documents(Project.load(project), environment)
        write(made, Path(into))
    for name in made:
        click.echo(f"schedule  {Path(into) / name}")
