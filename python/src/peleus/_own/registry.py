"""Own steps by name: those that were imported, and apart from them those of each project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peleus._own.declaration import Declaration
from peleus.errors import Refused

imported: dict[str, Declaration] = {}
"""Steps of modules that were imported in the usual way; every recipe may name them."""

_project: tuple[Path, dict[str, Declaration]] | None = None  # the one that is being loaded


def add(declaration: Declaration) -> None:
    """
    Register a step.

    Raises
    ------
    peleus.Refused
        Another file has declared the name; or a project declares it twice.
    """
    if _project is not None and belongs(_project[0], declaration.module, declaration.file):
        collected = _project[1]
        if declaration.name in collected:
            raise _twice(collected[declaration.name], declaration)
        collected[declaration.name] = declaration
        return
    before = imported.get(declaration.name)
    # The same file again is a module that was reloaded, or a notebook's cell that ran again.
    if before is not None and before.file != declaration.file:
        raise _twice(before, declaration)
    imported[declaration.name] = declaration


def belongs(root: Path, module: str, file: str) -> bool:
    """Tell whether a module was found in the folder itself, and not in an environment that lies below it."""
    top = root / module.partition(".")[0]
    return Path(file) == top.with_suffix(".py") or top in Path(file).parents


@contextmanager
def collecting(root: Path) -> Iterator[dict[str, Declaration]]:
    """Keep the steps that the modules of a project declare apart from all others."""
    global _project
    before, collected = _project, dict[str, Declaration]()
    _project = (root, collected)
    try:
        yield collected
    finally:
        _project = before


def _twice(first: Declaration, second: Declaration) -> Refused:
    if first.file == second.file:
        return Refused(f"{second.name} is declared twice in {second.file}")
    return clash(first, second)


def clash(first: Declaration, second: Declaration) -> Refused:
    """Say that two files declare a step of one name."""
    places = " and in ".join(declaration.file or "the notebook" for declaration in (first, second))
    return Refused(f"{second.name} is declared twice: in {places}; a recipe could not tell which it names")
