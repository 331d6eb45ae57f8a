"""Which documents pages are drawn from: of a known version, with a known verdict."""

from __future__ import annotations

from collections.abc import Collection

from peleus._version import __version__
from peleus.errors import Refused
from peleus.reports._place import Place

VERSION = 1


def require_version(root: Place, what: str, *keys: str) -> None:
    """
    Refuse what is no such document, or one of a version that is not known.

    Parameters
    ----------
    what
        what it should be, such as ``a report``
    keys
        what every such document has, besides the version
    """
    if any(root.get(key) is None for key in ("version", *keys)):
        *first, last = ("version", *keys)
        raise Refused(f"is not {what}: it wants {', '.join(first)} and {last}")
    version = root["version"].value
    if type(version) is not int or version != VERSION:
        raise Refused(f"is {what} of version {version!r:.60}; Peleus {__version__} reads version {VERSION}")


def require_verdict(root: Place, key: str, verdicts: Collection[str]) -> str:
    """Refuse what is no report; `key` is what reports of this kind have. Give the verdict, which is one of those."""
    require_version(root, "a report", "verdict", key)
    return root["verdict"].one_of(verdicts)
