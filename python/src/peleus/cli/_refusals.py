"""How a command ends that is refused."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from peleus.cli._outcome import REFUSED
from peleus.errors import PeleusError


@contextmanager
def refusals(command: str) -> Iterator[None]:
    """Say what was refused, after the command's name, and end with code 2."""
    try:
        yield
    except PeleusError as error:
        click.echo(f"{command}  {error}", err=True)
        sys.exit(REFUSED)
