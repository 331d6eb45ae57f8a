"""The steps of a project: its ``steps.py``, loaded by path, so that two projects in one process never mix."""

from __future__ import annotations

import importlib.util
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from peleus._own import registry
from peleus._own.declaration import Declaration
from peleus.errors import Refused

MODULE = "steps"
_MARK = "peleus.yaml"
_loaded: dict[Path, tuple[int, dict[str, Declaration]]] = {}  # when the file was changed, its steps
_lock = threading.RLock()


def folders(recipe: Path) -> list[Path]:
    """Say where a recipe's ``steps.py`` may be: its project; without one, its folder and the one above."""
    folder = recipe.resolve().parent
    root = next((parent for parent in (folder, *folder.parents) if (parent / _MARK).is_file()), None)
    return [root] if root else [folder, folder.parent]


def load(file: Path) -> dict[str, Declaration]:
    """
    Give the steps that the file declares; it runs once, and again when it was changed.

    Neither ``sys.path`` nor ``sys.modules`` keeps a trace of it: what the file needs of its folder it must import at
    its top, not inside functions. Functions for workers travel by value then, as from a notebook.

    Raises
    ------
    peleus.Refused
        The file cannot be imported; names the line.
    """
    already = {name: step for name, step in registry.imported.items() if step.file == str(file)}
    if already:
        return already
    with _lock:
        changed = file.stat().st_mtime_ns
        if file not in _loaded or _loaded[file][0] != changed:
            with _room(file.parent), registry.collecting(file.parent) as steps:
                _run(file)
            _loaded[file] = (changed, steps)
        return _loaded[file][1]


def _run(file: Path) -> None:
    spec = importlib.util.spec_from_file_location(MODULE, file)
    if spec is None or spec.loader is None:
        raise Refused(f"{file} is not a Python module")
    module = importlib.util.module_from_spec(spec)
    sys.modules[MODULE] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        raise Refused(f"{file}{_line(file, error)}: {type(error).__name__}: {error}") from error


def _line(file: Path, error: Exception) -> str:
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return f":{error.lineno}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(file)]
    return f":{lines[-1]}" if lines else ""


@contextmanager
def _room(root: Path) -> Iterator[None]:
    """Import from the folder first, as Python does from a script's folder; then leave everything as it was."""
    names = {path.stem for path in root.glob("*.py")} | {path.parent.name for path in root.glob("*/__init__.py")}
    before = {name: module for name, module in sys.modules.items() if name.partition(".")[0] in names}
    for name, module in before.items():
        if not _same(root, name, module):
            del sys.modules[name]
    importlib.invalidate_caches()
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.partition(".")[0] in names]:
            del sys.modules[name]
        sys.modules.update(before)


def _same(root: Path, name: str, module: ModuleType) -> bool:
    return registry.belongs(root, name, getattr(module, "__file__", None) or "")
