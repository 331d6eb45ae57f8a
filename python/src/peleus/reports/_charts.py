"""Curves, points and bars as inline SVG. They show numbers of the document that they are drawn from, and no others."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

Point = tuple[float, float]

# Of the drawing, in units that are about pixels; the rest is for what the axes say.
_WIDTH, _HEIGHT = 340, 300
_LEFT, _TOP, _RIGHT, _BOTTOM = 48, 12, 328, 252
_TICKS = 5

# Characters that a tick has room for.
_LONGEST = 7

# Of the size of two values: what is no distance between them.
_SAME = 1e-9


@dataclass(frozen=True)
class Axis:
    """
    What runs along one side of a chart.

    Attributes
    ----------
    name
        what it measures
    low, high
        the values at its ends, the second the greater one
    step
        from one tick to the next
    """

    name: str
    low: float = 0.0
    high: float = 1.0
    step: float = 0.2

    @classmethod
    def over(cls, name: str, values: Iterable[float]) -> Axis:
        """Span values, between round numbers; one value alone, or what is only rounding apart, gets some room."""
        found = list(values)
        low, high = min(found), max(found)
        if high - low <= _SAME * max(abs(low), abs(high)):
            room = abs(low) / 10 or 1
            low, high = low - room, high + room
        step = _step(low, high)
        return cls(name, math.floor(low / step) * step, math.ceil(high / step) * step, step)

    def share(self, value: float) -> float:
        """Tell how far along it a value lies, from 0 to 1."""
        return min(1.0, max(0.0, (value - self.low) / (self.high - self.low)))

    @property
    def ticks(self) -> list[float]:
        """Round numbers along it."""
        return [n * self.step for n in range(round(self.low / self.step), round(self.high / self.step) + 1)]

    def label(self, tick: float) -> str:
        """Write a tick with the digits that tell it from the next one; as a power of ten where they have no room."""
        digits = max(0, -math.floor(math.log10(self.step)))
        text = f"{tick + 0.0:,.{digits}f}"
        return text if len(text) <= _LONGEST else f"{tick:.3g}"


@dataclass(frozen=True)
class Plane:
    """Two axes, and what is drawn between them."""

    x: Axis
    y: Axis

    def curve(self, points: Sequence[Point], *, steps: bool = False) -> Markup:
        """Draw a line through points; by steps, each height holds from the point before on."""
        (x, y), *others = [self._at(point) for point in points]
        way = f"M{x:.1f} {y:.1f}" + "".join(f"V{b:.1f}H{a:.1f}" if steps else f"L{a:.1f} {b:.1f}" for a, b in others)
        return Markup('<path class="curve" d="{}"/>').format(way)

    def line(self, start: Point, end: Point) -> Markup:
        """Draw what the rest is to be compared with."""
        (x1, y1), (x2, y2) = self._at(start), self._at(end)
        drawn = Markup('<line class="reference" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
        return drawn.format(x1, y1, x2, y2)

    def dots(self, points: Iterable[Point], css: str = "dot") -> Markup:
        """Draw points."""
        drawn = Markup('<circle class="{}" cx="{:.1f}" cy="{:.1f}" r="4.5"/>')
        return Markup("").join(drawn.format(css, *self._at(point)) for point in points)

    def bars(self, bars: Iterable[tuple[float, float, float]]) -> Markup:
        """Draw bars: from, to, and how high."""
        rects = []
        for low, high, size in bars:
            (left, top), (right, foot) = self._at((low, size)), self._at((high, self.y.low))
            rect = Markup('<rect class="column" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}"/>')
            rects.append(rect.format(left, top, max(0.5, right - left - 0.8), foot - top))
        return Markup("").join(rects)

    def chart(self, what: str, *drawn: Markup) -> Markup:
        """
        Put axes around what is drawn.

        Parameters
        ----------
        what
            a sentence for those who cannot see it
        drawn
            from the back to the front
        """
        svg = Markup('<svg class="plane" viewBox="0 0 {} {}" role="img" aria-label="{}">{}{}</svg>')
        return svg.format(_WIDTH, _HEIGHT, what, self._frame(), Markup("").join(drawn))

    def _at(self, point: Point) -> Point:
        """Give the place of a point in the drawing."""
        x, y = self.x.share(point[0]), self.y.share(point[1])
        return _LEFT + x * (_RIGHT - _LEFT), _BOTTOM - y * (_BOTTOM - _TOP)

    def _frame(self) -> Markup:
        line = Markup('<line class="grid" x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}"/>')
        text = Markup('<text class="{}" x="{:.1f}" y="{:.1f}">{}</text>')
        parts = []
        for tick in self.x.ticks:
            x, _ = self._at((tick, self.y.low))
            parts += [line.format(x, _TOP, x, _BOTTOM), text.format("tick", x, _BOTTOM + 17, self.x.label(tick))]
        for tick in self.y.ticks:
            _, y = self._at((self.x.low, tick))
            parts += [line.format(_LEFT, y, _RIGHT, y), text.format("tick up", _LEFT - 7, y + 4, self.y.label(tick))]
        parts.append(text.format("axis", (_LEFT + _RIGHT) / 2, _HEIGHT - 8, self.x.name))
        turned = Markup('<text class="axis" x="{:.1f}" y="12" transform="rotate(-90)">{}</text>')
        parts.append(turned.format(-(_TOP + _BOTTOM) / 2, self.y.name))
        return Markup("").join(parts)


def _step(low: float, high: float) -> float:
    """Give 1, 2 or 5 times a power of ten, so that there are about as many ticks as fit."""
    least = (high - low) / _TICKS
    power = 10.0 ** math.floor(math.log10(least))
    return next((n * power for n in (1, 2, 5) if n * power >= least * (1 - 1e-9)), 10 * power)
