"""The command ``new``, which only Python has: a project that is ready for a team."""

from __future__ import annotations

from collections.abc import Iterable

import click

from peleus.cli._refusals import refusals

_NEXT = """
     cd {folder}
     make test    # installs into .venv, then runs every test
     make run     # from data/inbox to data/store"""


def command() -> click.Command:
    """Build the command."""
    return _new


@click.command("new", help="Makes a project that is ready for a team: its tests pass, its pipeline runs.")
@click.argument("name", metavar="NAME")
@click.option(
    "--from",
    "samples",
    multiple=True,
    metavar="FILE",
    help="a file that the supplier has sent, or a folder of them, all of one table; the contract is drafted from them. "
    "Without: an example",
)
@click.option(
    "--label",
    metavar="COLUMN",
    help="what shall be predicted: a column with true and false, or 1 and 0; default: the first with true and false",
)
def _new(name: str, samples: tuple[str, ...], label: str | None) -> None:
    if label is not None and not samples:
        raise click.UsageError("'--label' goes with '--from': the example has its own.")
    with refusals("new"):
        from peleus.scaffold import drafting, place, project  # what other commands need nothing of

        folder = place.checked(name)
        new = drafting.project(samples, label, folder.name) if samples else project.example()
        made = new.make(folder)
    click.echo(f"new  {folder}")
    for line in [*_tree(made), *new.hints]:
        click.echo(f"     {line}")
    click.echo(_NEXT.format(folder=folder))


def _tree(paths: Iterable[str]) -> list[str]:
    """List what lies at the top of a project, folders with what is in them."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        top, _, inner = path.partition("/")
        folders.setdefault(top, []).extend([inner] if inner else [])
    return [f"{top}/  {', '.join(inner)}" if inner else top for top, inner in folders.items()]
