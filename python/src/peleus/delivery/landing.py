"""Receiving: from an inbox to raw bytes in ``landing/`` and a receipt for each delivery."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from peleus._store import Files
from peleus.delivery import receipts
from peleus.delivery.inbox import Arrival, arrivals
from peleus.delivery.receipts import Receipt, ReceivedFile
from peleus.errors import Refused


@dataclass(frozen=True)
class Received:
    """What was received now, and how many deliveries of the inbox had been received before."""

    new: tuple[Receipt, ...]
    known: int


def receive(inbox: Path, store: Files, progress: Callable[[str], None] = lambda line: None) -> Received:
    """
    Receive what lies in an inbox and was not received yet, in the order of names.

    A delivery is known when the last receipt of its name has the same files with the same bytes. The inbox is left as
    it is.

    Parameters
    ----------
    inbox : pathlib.Path
        The folder.
    store : Files
        Where raw bytes and receipts go.
    progress : callable, optional
        Told of each delivery that is received.

    Raises
    ------
    peleus.Refused
        There is no such folder, a file may not be read, or it changes while it is received. Deliveries before it, in
        the order of names, have been received then.
    """
    last = {receipt.entry: receipt for receipt in receipts.read_all(store)}
    new, known = [], 0
    for arrival in arrivals(inbox):
        hashes = {name: _hash(path) for name, path in arrival.files}
        if arrival.entry in last and last[arrival.entry].contents == set(hashes.items()):
            known += 1
        else:
            progress(f"received {arrival.entry}")
            files = _landed(arrival, hashes, store)
            new.append(receipts.add(store, arrival.entry, _now(), files))
    return Received(tuple(new), known)


def _landed(arrival: Arrival, hashes: dict[str, str], store: Files) -> list[ReceivedFile]:
    files = []
    for name, path in arrival.files:
        sha256, size = store.land(path)
        if sha256 != hashes[name]:
            raise Refused(f"{path} changes while it is received: call it {path.name}.part until it is whole")
        files.append(ReceivedFile(name, size, sha256, f"landing/{sha256}/{path.name}"))
    return files


def _hash(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refused(f"{path} cannot be read: {error.strerror}") from None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
