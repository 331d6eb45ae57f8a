"""The command ``receive``, which only Python has: from an inbox to the store's ``landing/``."""

from __future__ import annotations

from pathlib import Path

import click

from peleus._store import Store
from peleus.cli._refusals import refusals
from peleus.cli._session import quiet_session
from peleus.delivery.inbox import arrivals
from peleus.delivery.landing import Received, receive


def command() -> click.Command:
    """Build the command."""
    return _receive


@click.command("receive", help="Takes what lies in an inbox: keeps the raw bytes, and a receipt of each delivery.")
@click.option("--inbox", required=True, metavar="INBOX", help="folder of deliveries, a file or a folder of files each")
@click.option("--store", required=True, metavar="STORE", help="folder of the project's data; bytes go to its landing/")
def _receive(inbox: str, store: str) -> None:
    with refusals("receive"):
        arrivals(Path(inbox))  # refused before a session is started
        with quiet_session("peleus receive") as spark:
            received = receive(Path(inbox), Store(spark, store))
        click.echo(f"receive  {told(received)}")
        for receipt in received.new:
            click.echo(f"         {receipt.number}  {receipt.entry}  {counted(len(receipt.files), 'file')}")


def told(received: Received) -> str:
    """Say what was received, for people."""
    before = f"{received.known} received before" if received.known else ""
    if not received.new:
        return f"nothing new, {before}" if before else "nothing has arrived"
    new = counted(len(received.new), "delivery", "deliveries")
    return f"{new}, {before}" if before else new


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Count things: ``1 file``, ``2 files``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
