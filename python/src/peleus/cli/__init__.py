"""The command line ``peleus``: the same names, options and exit codes as the jar's ``peleus.Main``."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import click

from peleus._version import __version__
from peleus.cli import _prepare
from peleus.errors import PeleusError

REFUSED = 2  # usage, recipe or configuration; click's own code for usage too

_RUN: Mapping[str, Callable[..., str]] = {"prepare": _prepare.run}


def main() -> None:
    """Run the command line; what `pip install` calls ``peleus``."""
    application()()


def application() -> click.Group:
    """Build the commands from the file that the declarations in Scala give."""
    group = click.Group("peleus", help="Takes data-science work to production on Apache Spark.")
    click.version_option(__version__, prog_name="peleus", message="%(prog)s %(version)s")(group)
    for declared in json.loads((files("peleus") / "schemas/commands.json").read_text("utf-8")):
        group.add_command(_command(declared))
    return group


def _command(declared: Mapping[str, Any]) -> click.Command:
    options: list[click.Parameter] = [
        click.Option(
            [f"--{param['name'].replace('_', '-')}", param["name"]],
            required="default" not in param,
            metavar=param["name"].upper(),
            help=param["doc"],
        )
        for param in declared["params"]
    ]
    name: str = declared["name"]

    def run(**given: str) -> None:
        try:
            click.echo(f"{name}  {_RUN[name](**given)}")
        except PeleusError as error:
            click.echo(f"{name}  {error}", err=True)
            sys.exit(REFUSED)

    return click.Command(name, params=options, callback=run, help=declared["doc"])
