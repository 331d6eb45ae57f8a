"""Files that people write, as text."""

from __future__ import annotations

from pathlib import Path

from peleus.errors import Refused


def read(path: Path, what: str) -> str:
    """
    Read a file that must be UTF-8.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    what : str
        What it is, such as ``a contract``, for the refusal.

    Returns
    -------
    str
        Its text.

    Raises
    ------
    Refused
        It holds a byte that is not UTF-8.
    """
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(f"{path}: {what} is written in UTF-8, and byte {error.start + 1} is not") from None
