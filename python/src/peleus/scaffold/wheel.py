"""Which Peleus a new project installs."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from peleus._version import __version__


def requirement() -> str:
    """
    Say from where this Peleus was installed, for the Makefile's ``PELEUS_WHEEL``.

    Returns
    -------
    str
        The wheel's file where pip was given one that is still there, else the release, such as ``peleus==0.1.0``.
    """
    try:
        origin = distribution("peleus").read_text("direct_url.json")
    except PackageNotFoundError:
        origin = None
    address = urlsplit(json.loads(origin)["url"] if origin else "")
    file = Path(url2pathname(address.path))
    is_wheel = address.scheme == "file" and file.suffix == ".whl" and file.is_file()
    return str(file) if is_wheel else f"peleus=={__version__}"
