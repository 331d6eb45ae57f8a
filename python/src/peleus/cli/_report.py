"""The command ``report``, which only Python has: the page of a report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from peleus.cli._refusals import refusals
from peleus.cli._target import require_writable
from peleus.errors import Refused
from peleus.reports import delivery_page, read_report


def command() -> click.Command:
    """Build the command."""
    return _report


@click.command("report", help="Draws the page of a report: one HTML file that needs nothing beside it.")
@click.option(
    "--report", required=True, metavar="REPORT", help="file of the report, such as staged/2013-06/report.json"
)
@click.option(
    "--into",
    metavar="INTO",
    help="file that is written, replaced when it exists; default: report.html beside the report",
)
def _report(report: str, into: str | None) -> None:
    source = Path(report)
    target = source.with_name("report.html") if into is None else Path(into)
    with refusals("report"):
        read = read_report(source)
        require_writable(target, source, "report")
        _write(target, _page(source, read))
        click.echo(f"report  {source} -> {target}")


def _page(source: Path, read: Mapping[str, Any]) -> str:
    try:
        return delivery_page(read)
    except Refused as refused:
        raise Refused(f"{source}: {refused}") from refused


def _write(target: Path, page: str) -> None:
    try:
        target.write_text(page, "utf-8")
    except OSError as error:
        raise Refused(f"{target} cannot be written: {error.strerror}") from error
