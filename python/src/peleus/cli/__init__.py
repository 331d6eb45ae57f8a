"""The command line ``peleus``: what the jar's ``peleus.Main`` has, word for word, and Python's own commands."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from importlib.resources import files
from typing import Any

import click

from peleus._version import __version__
from peleus.cli import _contract, _new, _prepare, _receive, _report, _run, _scala, _schedule, _train
from peleus.cli._outcome import DONE, Outcome
from peleus.cli._refusals import refusals

# The commands that may need Python; the jar runs all others.
_IN_PYTHON: Mapping[str, Callable[..., Outcome]] = {"prepare": _prepare.run}


def main() -> None:
    """Run the command line; what `pip install` calls ``peleus``."""
    application()()


def application() -> click.Group:
    """Build the commands: those that the jar has too from what is declared in Scala, then those of Python alone."""
    group = click.Group("peleus", help="Takes data-science work to production on Apache Spark.")
    click.version_option(__version__, prog_name="peleus", message="%(prog)s %(version)s")(group)
    for declared in json.loads((files("peleus") / "schemas/commands.json").read_text("utf-8")):
        group.add_command(_command(declared))
    group.add_command(_contract.group())
    group.add_command(_new.command())
    group.add_command(_receive.command())
    group.add_command(_report.command())
    group.add_command(_run.command())
    group.add_command(_schedule.command())
    group.add_command(_train.command())
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

    def run(**options: str | None) -> None:
        given = {option: value for option, value in options.items() if value is not None}
        with refusals(name):
            done = _IN_PYTHON[name](**given) if name in _IN_PYTHON else _scala.run(name, given)
        click.echo(f"{name}  {done.text}", err=done.exit_code != DONE)
        sys.exit(done.exit_code)

    return click.Command(name, params=options, callback=run, help=declared["doc"])
