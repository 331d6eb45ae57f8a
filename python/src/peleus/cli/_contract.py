"""The commands ``contract …``, which only Python has: contracts for people and for other tools."""

from __future__ import annotations

from pathlib import Path

import click

from peleus import _odcs, _yaml
from peleus.cli._refusals import refusals
from peleus.cli._session import quiet_session
from peleus.cli._target import require_writable
from peleus.contract import Contract
from peleus.errors import Refused


def group() -> click.Group:
    """Build the group ``contract`` and its commands."""
    commands = click.Group("contract", help="Contracts for people and for other tools.")
    commands.add_command(_export)
    return commands


@click.command("export", help="Writes a contract in a format that other tools read.")
@click.option("--contract", required=True, metavar="CONTRACT", help="file of the contract")
@click.option("--odcs", is_flag=True, help="the format: Open Data Contract Standard v3.1.0, as YAML")
@click.option("--into", metavar="INTO", help="file that is written, replaced when it exists; default: the terminal")
def _export(contract: str, odcs: bool, into: str | None) -> None:
    if not odcs:
        raise click.UsageError("Missing option '--odcs'.")
    with refusals("contract export"):
        text = _document(contract, into)
        if into is None:
            click.echo(text, nl=False)
        else:
            Path(into).write_text(text, "utf-8")
            click.echo(f"contract export  {contract} -> {into}")


def _document(contract: str, into: str | None) -> str:
    source = Path(contract)
    if not source.is_file():
        raise Refused(f"there is no file {contract}")
    if into is not None:
        require_writable(Path(into), source, "contract")
    with quiet_session("peleus contract export") as spark:
        return _yaml.dump(_odcs.to_odcs(Contract.load(source, spark).normalised))
