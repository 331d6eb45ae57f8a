"""A new folder with its files, whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from peleus.errors import Refused


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """
    Make a folder. What begins with ``#!`` may be run.

    Parameters
    ----------
    folder : pathlib.Path
        Not there yet, or empty.
    files : mapping of str to bytes
        Contents by their paths in it.

    Raises
    ------
    peleus.Refused
        It cannot be written; nothing is left then.
    """
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise Refused(f"{folder} cannot be made: {error.strerror}") from None
    try:
        for name, content in files.items():
            _write(made / name, content)
        made.chmod(0o777 & ~_umask())  # a temporary folder is its owner's alone
        os.rename(made, folder)
    except OSError as error:
        raise Refused(f"{folder} cannot be made: {error.strerror}") from None
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _write(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    if content.startswith(b"#!"):
        file.chmod(0o777 & ~_umask())


def _umask() -> int:
    """Read what the process takes from new files; the only way is to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
