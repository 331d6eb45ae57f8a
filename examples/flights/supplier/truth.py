"""What must be reported of a delivery, and nothing else: from the mistakes made and a plain count of the rows."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from supplier.accounts import Account
from supplier.layouts import Layout
from supplier.mistakes import Mistakes
from supplier.oddities import oddities
from supplier.source import Row
from supplier.writing import Sent

_FEWEST_ROWS_OF_WEATHER = 1_500
"""As its contract says."""


@dataclass(frozen=True)
class Delivered:
    """
    A delivery and all that was written of it.

    Attributes
    ----------
    rows : sequence of Row
        As they should have been written.
    """

    table: str
    rows: Sequence[Row]
    layout: Layout
    mistakes: Mistakes
    sent: Sent


def expected(delivered: Delivered) -> dict[str, Any]:
    """
    Tell what a check must find.

    Returns
    -------
    dict
        ``texts`` with what they are; counts of ``lines``, ``records`` and of those ``clean``, ``rejected`` and
        ``dropped``; ``failures`` as :class:`supplier.accounts.Account` tells them, with text (from 0) and line; rules
        about the ``whole_delivery`` that fail, with the number of rows too many or too few; ``nulls`` among the clean
        rows, by column.
    """
    account = _account(delivered)
    return {
        "texts": _texts(delivered),
        "lines": sum(text.lines for text in delivered.sent.texts),
        "records": len(delivered.rows),
        "clean": account.routes["clean"],
        "rejected": account.routes["rejects"],
        "dropped": account.routes["dropped"],
        "failures": account.failures,
        "whole_delivery": _whole_delivery(delivered, account.routes["clean"]),
        "nulls": account.nulls(),
    }


def _account(delivered: Delivered) -> Account:
    account = Account(delivered.table, delivered.rows, list(delivered.layout.labels))
    for index, fails in sorted(_fails(delivered).items()):
        cells = delivered.sent.cells.get(index, delivered.rows[index])
        account.add(index, cells, fails, delivered.sent.place(index))
    return account


def _fails(delivered: Delivered) -> dict[int, tuple[str, ...]]:
    """Give what must be reported, by place of the record."""
    planted = {mistake.record - 1: mistake.fails for mistake in delivered.mistakes.records}
    found = {i: fails for i, row in enumerate(delivered.rows) if (fails := oddities(delivered.table, row))}
    if both := planted.keys() & found.keys():
        raise ValueError(f"the records {both} of {delivered.table} are odd in the source: choose others")
    return planted | found


def _texts(delivered: Delivered) -> list[dict[str, Any]]:
    return [
        {
            "sha256": hashlib.sha256(text.content).hexdigest(),
            "encoding": delivered.layout.encoding,
            "delimiter": delivered.layout.delimiter,
            "lines": text.lines,
            "blank": text.blank,
            "records": len(text.first_lines),
        }
        for text in delivered.sent.texts
    ]


def _whole_delivery(delivered: Delivered, clean: int) -> dict[str, int]:
    found = {}
    if delivered.mistakes.sent_twice:
        found["unique"] = len(delivered.mistakes.sent_twice)
    if delivered.table == "weather" and clean < _FEWEST_ROWS_OF_WEATHER:
        found["row_count"] = _FEWEST_ROWS_OF_WEATHER - clean
    return found
