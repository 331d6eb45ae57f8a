"""What all pages share: one look, and nothing that is loaded or run."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from peleus.reports._shown import plain, rounded, shown, visible


def render(template: str, **values: Any) -> str:
    """
    Fill a template; every value is escaped.

    The page holds its own style and the policy that lets a browser apply that style and nothing else.
    """
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return _templates().get_template(template).render(policy=policy, style=Markup(style), **values)


@cache
def _templates() -> Environment:
    loader = PackageLoader("peleus.reports", encoding="utf-8")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    templates.filters |= {"plain": plain, "rounded": rounded, "shown": shown, "visible": visible}
    templates.globals |= {"rounded": rounded, "shown": shown}
    return templates


@cache
def _style() -> str:
    return (files("peleus.reports") / "templates/style.css").read_text("utf-8")
