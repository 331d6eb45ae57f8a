"""Which contract a delivery is for: the one whose pattern fits the names of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from peleus.delivery.receipts import Receipt
from peleus.errors import Refused


@dataclass(frozen=True)
class Expected:
    """
    What a contract expects, as far as names tell.

    Parameters
    ----------
    fingerprint : str
        The contract's.
    dates : mapping
        The names of files that its pattern fits, with the date in each.
    """

    fingerprint: str
    dates: Mapping[str, str]


@dataclass(frozen=True)
class Delivery:
    """A receipt that a contract takes: its date, and the contract's fingerprint."""

    receipt: Receipt
    date: str
    fingerprint: str


@dataclass(frozen=True)
class Untaken:
    """A receipt that no contract takes, and why."""

    receipt: Receipt
    why: str


@dataclass(frozen=True)
class Matched:
    """Deliveries by the table that they are for, each in the order of receipts; and what nobody takes."""

    deliveries: Mapping[str, Sequence[Delivery]]
    untaken: Sequence[Untaken]


def match(received: Sequence[Receipt], expected: Mapping[str, Expected]) -> Matched:
    """
    Give each receipt to the contract that takes it: the one whose pattern fits all its files.

    Parameters
    ----------
    received : sequence of Receipt
        In their order.
    expected : mapping
        By table, what its contract expects.

    Raises
    ------
    peleus.Refused
        Two contracts take the same receipt.
    """
    deliveries: dict[str, list[Delivery]] = {table: [] for table in expected}
    untaken, clashes = [], []
    for receipt in received:
        takers = [table for table, one in expected.items() if all(file.base in one.dates for file in receipt.files)]
        if len(takers) > 1:
            clashes.append(f"{_called(receipt)}: the contracts of {' and '.join(takers)} take it: one may")
        elif not takers:
            untaken.append(Untaken(receipt, _why(receipt, expected)))
        else:
            [table] = takers
            dates = sorted({expected[table].dates[file.base] for file in receipt.files})
            if len(dates) > 1:
                untaken.append(Untaken(receipt, f"its files are of {' and '.join(dates)}"))
            else:
                deliveries[table].append(Delivery(receipt, dates[0], expected[table].fingerprint))
    if clashes:
        raise Refused("\n".join(clashes))
    return Matched(deliveries, untaken)


def _why(receipt: Receipt, expected: Mapping[str, Expected]) -> str:
    names = [file.base for file in receipt.files]
    partly = [table for table, one in expected.items() if any(name in one.dates for name in names)]
    why = f"no contract takes it: {', '.join(names)}"
    return f"{why} (that of {' and '.join(partly)} takes some of these files, not all)" if partly else why


def _called(receipt: Receipt) -> str:
    return f"delivery {receipt.number}, {receipt.entry}"
