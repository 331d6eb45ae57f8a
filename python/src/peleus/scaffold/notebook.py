"""Notebooks from scripts: templates are read and compared more easily as text."""

from __future__ import annotations

import json
import re
from typing import Any

_MARK = re.compile(r"^# %%( \[markdown\])?\n", re.MULTILINE)


def from_script(text: str) -> str:
    """
    Make a notebook without outputs.

    Parameters
    ----------
    text : str
        Cells in the percent format of Jupytext: ``# %%`` before code, ``# %% [markdown]`` before text, whose lines are
        comments.

    Returns
    -------
    str
        The notebook, as Jupyter writes it (nbformat 4.5); the same text gives the same notebook.
    """
    _, *pieces = _MARK.split(text)
    pairs = zip(pieces[::2], pieces[1::2], strict=True)
    cells = [_cell(number, mark is not None, body.strip()) for number, (mark, body) in enumerate(pairs, 1)]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False) + "\n"


def _cell(number: int, is_text: bool, body: str) -> dict[str, Any]:
    cell: dict[str, Any] = {"cell_type": "markdown" if is_text else "code", "id": f"cell-{number}", "metadata": {}}
    if is_text:
        body = re.sub(r"^# ?", "", body, flags=re.MULTILINE)
    else:
        cell |= {"execution_count": None, "outputs": []}
    return cell | {"source": body.splitlines(keepends=True)}
