"""How values of a report look on a page: each carries its path in the JSON, and can be read back."""

from __future__ import annotations

import json
import math

from markupsafe import Markup

from peleus.reports._place import Place

NOTHING = "–"

# What HTML cannot hold, or would change on the way: control characters, and halves of characters.
_VISIBLE = {code: f"\\u{code:04x}" for code in [*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000)]}
_VISIBLE |= {ord(character): written for character, written in [("\n", "\\n"), ("\r", "\\r"), ("\t", "\\t")]}


def shown(
    *places: Place, tag: str = "span", css: str = "", yes: str = "yes", no: str = "no", none: str = NOTHING
) -> Markup:
    """
    Show a value as an element that carries its path.

    Parameters
    ----------
    places
        the value; several where they are equal and one showing is enough
    tag, css
        of the element
    yes, no, none
        words for true, false and null
    """
    value = places[0].scalar
    if value is None:
        text = none
    elif isinstance(value, bool):
        text = yes if value else no
    elif isinstance(value, str):
        text = visible(value)
    else:
        text = f"{value:,}"
    paths = " ".join(place.path for place in places)
    classes = Markup(' class="{}"').format(css) if css else ""
    return Markup('<{0}{1} data-path="{2}">{3}</{0}>').format(Markup(tag), classes, paths, text)


def rounded(*places: Place, tag: str = "span", css: str = "", none: str = NOTHING) -> Markup:
    """
    Show a number with four significant digits, all of its digits before the point, and the whole of it as the title.

    What is no fraction is shown as `shown` does, which has the same parameters.
    """
    value = places[0].scalar
    if not isinstance(value, float):
        return shown(*places, tag=tag, css=css, none=none)
    paths = " ".join(place.path for place in places)
    classes = Markup(' class="{}"').format(css) if css else ""
    return Markup('<{0}{1} data-path="{2}" title="{3}">{4}</{0}>').format(
        Markup(tag), classes, paths, json.dumps(value), _four_digits(value)
    )


def _four_digits(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    if value.is_integer():
        return f"{value:,.0f}"
    size = math.floor(math.log10(abs(value)))
    text = f"{value:,.{max(0, 3 - size)}f}" if size > -5 else f"{value:.3e}"
    return f"{value:,}" if float(text.replace(",", "")) == value else text


def plain(place: Place) -> str:
    """Give a value as text without an element, for titles."""
    return visible(str(place.scalar))


def visible(text: str) -> str:
    """Write control characters as JSON does, a newline as a backslash and an n."""
    return text.translate(_VISIBLE)
