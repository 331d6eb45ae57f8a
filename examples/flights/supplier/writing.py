"""From rows to the texts of a file, with the mistakes in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from supplier.layouts import Layout
from supplier.mistakes import Mistake, Mistakes
from supplier.source import MISSING, Row


@dataclass
class Text:
    """
    One text, as it is written.

    Attributes
    ----------
    content : bytes
        Not packed.
    lines : int
        Physical lines, the header's and blank ones too.
    first_lines : list of int
        Where each record begins, from 1.
    """

    content: bytes = b""
    lines: int = 0
    blank: int = 0
    first_lines: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Sent:
    """
    What was written of a delivery.

    Attributes
    ----------
    texts : list of Text
        One for each text of the file.
    cells : dict of Row
        The cells as they are written, of the records with a mistake, by place from 0.
    """

    texts: list[Text]
    cells: dict[int, Row]

    def place(self, index: int) -> tuple[int, int]:
        """Give the text of a record, from 0, and the line in it."""
        for number, text in enumerate(self.texts):
            if index < len(text.first_lines):
                return number, text.first_lines[index]
            index -= len(text.first_lines)
        raise IndexError(f"there is no record {index}")


def write(rows: Sequence[Row], layout: Layout, mistakes: Mistakes, texts: int = 1) -> Sent:
    """
    Write rows as one text or several of the same size.

    Parameters
    ----------
    rows : sequence of Row
        In their order.
    layout : Layout
        How they are written.
    mistakes : Mistakes
        What goes wrong with single records, and blank lines; each mistake has to change its record.
    texts : int
        How many.
    """
    made = _Writing(layout, {mistake.record - 1: mistake for mistake in mistakes.records})
    bounds = [len(rows) * i // texts for i in range(texts + 1)]
    written = [
        made.text(rows, range(start, end), {record - 1 for record in mistakes.blank_after})
        for start, end in pairwise(bounds)
    ]
    return Sent(written, made.cells)


class _Writing:
    def __init__(self, layout: Layout, mistakes: Mapping[int, Mistake]) -> None:
        self._layout = layout
        self._mistakes = mistakes
        self._end = layout.line_end.encode()
        self.cells: dict[int, Row] = {}

    def text(self, rows: Sequence[Row], places: range, blank_after: set[int]) -> Text:
        text = Text(lines=1)
        lines = [self._layout.header().encode(self._layout.encoding)]
        for index in places:
            line = self._line(index, rows[index])
            text.first_lines.append(text.lines + 1)
            text.lines += 1 + line.count(b"\n")
            lines.append(line)
            if index in blank_after:
                text.lines += 1
                text.blank += 1
                lines.append(b"")
        text.content = self._end.join(lines) + self._end
        return text

    def _line(self, index: int, row: Row) -> bytes:
        cells = self._layout.cells(row)
        mistake = self._mistakes.get(index)
        if mistake is not None:
            self.cells[index] = cells = self._mistaken(mistake, cells)
        line = self._layout.join(list(cells.values())).encode(self._layout.encoding)
        if mistake is None or mistake.spoil is None:
            return line
        return mistake.spoil(line, self._layout.delimiter.encode())

    def _mistaken(self, mistake: Mistake, cells: Row) -> Row:
        written = dict(cells)
        for name, instead in mistake.cells.items():
            right = cells[name]
            written[name] = instead if isinstance(instead, str) else instead(right)
            if right in (MISSING, written[name]):
                raise ValueError(f"the {name} of record {mistake.record} is {right}: choose another record")
        return written
