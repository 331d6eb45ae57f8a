"""Libraries of own steps, found by the entry points ``peleus.transformations``."""

from __future__ import annotations

from importlib.metadata import entry_points

from peleus._own.declaration import Declaration
from peleus.errors import Refused

GROUP = "peleus.transformations"
_modules: set[str] | None = None


def load() -> None:
    """
    Import the module that each entry point names, once a process.

    Raises
    ------
    peleus.Refused
        A module cannot be imported; names the entry point and its distribution.
    """
    global _modules
    if _modules is not None:
        return
    found = set()
    for entry in sorted(entry_points(group=GROUP)):
        try:
            entry.load()
        except Exception as error:
            library = entry.dist.name if entry.dist else "an unknown distribution"
            raise Refused(
                f"the entry point {entry.name} = {entry.value} ({GROUP}) of {library} cannot be imported: "
                f"{type(error).__name__}: {error}"
            ) from error
        found.add(entry.module)
    _modules = found


def owns(declaration: Declaration) -> bool:
    """Tell whether a step comes from such a library."""
    return any(declaration.module == module or declaration.module.startswith(f"{module}.") for module in _modules or ())
