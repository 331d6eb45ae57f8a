"""The command ``report``, which only Python has: the page of a report, or the index of a store."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from peleus.cli._refusals import refusals
from peleus.cli._session import quiet_session
from peleus.cli._target import require_writable
from peleus.errors import Refused
from peleus.reports import page, read_report, write_index


def command() -> click.Command:
    """Build the command."""
    return _report


@click.command("report", help="Draws the page of a report, or the index of a store: HTML that needs nothing beside it.")
@click.option(
    "--report",
    metavar="REPORT",
    help="file of a report or of a model's evaluation, such as data/models/delayed/v1/evaluation.json",
)
@click.option(
    "--into",
    metavar="INTO",
    help="file that is written, replaced when it exists; default: beside the report, under its name with .html",
)
@click.option(
    "--store",
    metavar="STORE",
    help="instead of a report: folder of a project's data, whose index.html then links to all its newest reports",
)
def _report(report: str | None, into: str | None, store: str | None) -> None:
    if (report is None) == (store is None):
        raise click.UsageError("Give one of '--report' and '--store'.")
    if store is not None and into is not None:
        raise click.UsageError("'--into' goes with '--report': the index of a store is written into the store.")
    with refusals("report"):
        if store is not None:
            click.echo(f"report  {store} -> {_indexed(store)}")
        elif report is not None:
            source = Path(report)
            target = source.with_suffix(".html") if into is None else Path(into)
            read = read_report(source)
            require_writable(target, source, "report")
            _write(target, _page(source, read))
            click.echo(f"report  {source} -> {target}")


def _indexed(store: str) -> str:
    if "://" not in store and not Path(store).is_dir():
        raise Refused(f"there is no folder {store}")
    with quiet_session("peleus report") as spark:
        return write_index(spark, store)


def _page(source: Path, read: Mapping[str, Any]) -> str:
    try:
        return page(read)
    except Refused as refused:
        raise Refused(f"{source}: {refused}") from refused


def _write(target: Path, page: str) -> None:
    try:
        target.write_text(page, "utf-8")
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}") from error
