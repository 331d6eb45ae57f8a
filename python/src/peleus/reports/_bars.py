"""Bars of shares, as inline SVG. They repeat numbers that stand beside them, so readers of screens skip them."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

# Percent of the width that any part gets, so that one record of a million can be seen.
_LEAST = 1.2


def share_bar(parts: Sequence[tuple[str, int]]) -> Markup:
    """
    Draw parts of a whole beside each other.

    Parameters
    ----------
    parts
        class and size of each, from left to right; those of size 0 are left out
    """
    there = [(css, size) for css, size in parts if size > 0]
    widths = _widths([size for _, size in there])
    rects, x = [], 0.0
    for (css, _), width in zip(there, widths, strict=True):
        rects.append(Markup('<rect class="{}" x="{:.2f}" width="{:.2f}" height="8"/>').format(css, x, width))
        x += width
    return Markup('<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">{}</svg>').format(
        Markup("").join(rects)
    )


def _widths(sizes: Sequence[int]) -> list[float]:
    """Share 100 among the sizes; small ones get the least that can be seen, at the cost of the others."""
    whole = sum(sizes)
    small = [size for size in sizes if 100 * size < _LEAST * whole]
    rest = whole - sum(small)
    room = 100 - _LEAST * len(small)
    return [_LEAST if 100 * size < _LEAST * whole else room * size / rest for size in sizes]
