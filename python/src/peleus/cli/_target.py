"""Files that commands write."""

from __future__ import annotations

from pathlib import Path

from peleus.errors import Refused


def require_writable(target: Path, source: Path, what: str) -> None:
    """
    Refuse before anything is started what could not be written at the end, or should not be.

    Parameters
    ----------
    target
        the file that is to be written
    source, what
        the file that it is made from, and what that is
    """
    if target.is_dir():
        raise Refused(f"{target} is a folder; give a file")
    if not target.parent.is_dir():
        raise Refused(f"there is no folder {target.parent}")
    if target.exists() and target.samefile(source):
        raise Refused(f"{target} is the {what} itself; give another file")
