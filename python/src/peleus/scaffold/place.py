"""Where a project may be made, and what it may be called."""

from __future__ import annotations

import re
from pathlib import Path

from peleus.errors import Refused

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def checked(name: str) -> Path:
    """
    Check the folder of a new project; its last part is the project's name.

    Parameters
    ----------
    name : str
        Name or path of the folder.

    Returns
    -------
    pathlib.Path
        The folder, which is not there yet, or is empty.

    Raises
    ------
    peleus.Refused
        It is no name for a project, something lies there already, or the folder above is missing.
    """
    folder = Path(name)
    if not _NAME.fullmatch(folder.name):
        wanted = "wanted are small letters, digits and _, with a letter first, such as claims_2024"
        raise Refused(f"'{folder.name}' is no name for a project: {wanted}")
    if not folder.parent.is_dir():
        raise Refused(f"there is no folder {folder.parent}")
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise Refused(f"{folder} is there already: give a name that is new, or an empty folder")
    return folder
