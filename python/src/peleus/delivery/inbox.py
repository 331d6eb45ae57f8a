"""An inbox: the folder in which deliveries arrive, a file or a folder of files each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from peleus.errors import Refused

# Programs that send files call them so until they are whole.
_UNFINISHED = (".part", ".tmp", ".filepart")
# What the path of a delivery cannot hold: Hadoop's end at a colon, a comma stands between two of them.
_REFUSED = ":,"


@dataclass(frozen=True)
class Arrival:
    """
    A delivery that lies in an inbox.

    Parameters
    ----------
    entry : str
        Name of the file, or of the folder.
    files : tuple of (str, pathlib.Path)
        Its files by their names, which for a folder are relative to it; sorted.
    """

    entry: str
    files: tuple[tuple[str, Path], ...]


def arrivals(inbox: Path) -> list[Arrival]:
    """
    List what lies in an inbox, by name; what is hidden or still on its way is passed over, and so is an empty folder.

    Parameters
    ----------
    inbox : pathlib.Path
        The folder.

    Raises
    ------
    peleus.Refused
        There is no such folder, a folder in it may not be read, or a file's name holds a ``:`` or a ``,``.
    """
    if not inbox.is_dir():
        raise Refused(f"there is no folder {inbox}: deliveries are taken from there")
    found = [Arrival(entry.name, tuple(_files(entry))) for entry in _listed(inbox)]
    wrong = [str(path) for arrival in found for _, path in arrival.files if set(_REFUSED) & set(path.name)]
    if wrong:
        raise Refused("\n".join(f"{each} cannot be received: its name holds one of {_REFUSED}" for each in wrong))
    return [arrival for arrival in found if arrival.files]


def _files(entry: Path) -> Iterator[tuple[str, Path]]:
    below = _below(entry) if entry.is_dir() else [entry]
    for path in sorted(below):
        yield path.relative_to(entry if entry.is_dir() else entry.parent).as_posix(), path


def _below(folder: Path) -> Iterator[Path]:
    for inner in _listed(folder):
        if inner.is_dir():
            yield from _below(inner)
        else:
            yield inner


def _listed(folder: Path) -> list[Path]:
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        raise Refused(f"{folder} cannot be read: {error.strerror}") from None
    return [folder / name for name in names if not name.startswith(".") and not name.endswith(_UNFINISHED)]
