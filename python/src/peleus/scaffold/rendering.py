"""
The templates of a project's files: ``templates/common`` for every project, beside it what differs.

What is in ``templates/parts`` stands in several files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from peleus.scaffold import notebook

_ENDING = ".jinja"
_HIDDEN = "dot_"  # package data does not take names that begin with a dot
_TABLE = "TABLE"


def rendered(kinds: tuple[str, ...], words: Mapping[str, Any]) -> dict[str, str]:
    """
    Write the files of a project.

    Parameters
    ----------
    kinds : tuple of str
        Folders of ``templates``.
    words : mapping
        What the templates say; ``table`` also stands in names of files.

    Returns
    -------
    dict of str to str
        Text by the path in the project. What a template leaves empty is no file of this project.
    """
    environment = Environment(
        loader=PackageLoader("peleus", "scaffold/templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # these are no pages: a quote is a quote
    )
    environment.filters["quoted"] = _quoted
    files: dict[str, str] = {}
    for template in environment.list_templates():
        kind, _, path = template.partition("/")
        text = environment.get_template(template).render(words) if kind in kinds else ""
        if text.strip():
            target = _target(path, words["table"])
            files[target] = notebook.from_script(text) if target.endswith(".ipynb") else text
    return files


def _quoted(value: Any) -> str:
    """Write texts as YAML, Python and JSON all read them."""
    return json.dumps(value, ensure_ascii=False)


def _target(path: str, table: str) -> str:
    parts = path.removesuffix(_ENDING).replace(_TABLE, table).split("/")
    return "/".join(f".{part.removeprefix(_HIDDEN)}" if part.startswith(_HIDDEN) else part for part in parts)
