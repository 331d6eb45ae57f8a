"""The column functions, each against what a careful user of the peers writes."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import amounts
import dates
from harness import Work
from sessions import duck, spark

ROWS = 10_000_000


def works(rows: int) -> Iterator[Work]:
    """Yield every piece of work of this benchmark."""
    session, connection = spark(), duck()
    yield from itertools.chain(dates.works(rows, session, connection), amounts.works(rows, session, connection))
