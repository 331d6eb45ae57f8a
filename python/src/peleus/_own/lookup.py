"""The own steps that a recipe's file may name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from peleus._own import libraries, project, registry
from peleus._own.declaration import Declaration

# Only Scala reads recipes. A word too many, in a comment, costs an import; none is missed.
_NAMES_PROJECT = re.compile(rf"(?<![\w.]){project.MODULE}\.\w")


@dataclass(frozen=True)
class Known:
    """Own steps by name, and what to add to a refusal: where steps were looked for and not found."""

    steps: dict[str, Declaration]
    hint: str = ""


def known(recipe: Path, text: str) -> Known:
    """
    Find the own steps for a recipe: those imported, those of libraries, those of its project.

    In a project the module ``steps`` is the project's own, whatever else was imported under that name.

    Raises
    ------
    peleus.Refused
        A library or the project's file cannot be imported; a library declares a step of the same name as the project.
    """
    libraries.load()
    steps = dict(registry.imported)
    if not _NAMES_PROJECT.search(text):
        return Known(steps)
    folders = project.folders(recipe)
    file = next((folder / "steps.py" for folder in folders if (folder / "steps.py").is_file()), None)
    if file is None:
        missing = not any(step.module == project.MODULE for step in steps.values())
        return Known(steps, f"there is no steps.py in {' or '.join(map(str, folders))}" if missing else "")
    own = project.load(file)
    for name in own.keys() & steps.keys():
        if libraries.owns(steps[name]) and steps[name].file != own[name].file:
            raise registry.clash(steps[name], own[name])
    return Known({name: step for name, step in steps.items() if step.module != project.MODULE} | own)
