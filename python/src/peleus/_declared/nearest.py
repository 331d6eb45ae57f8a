"""The end of a sentence about a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(arrived: str, allowed: Iterable[str]) -> str:
    """
    Say what is allowed, and what was probably meant.

    Parameters
    ----------
    arrived
        the word that is not known
    allowed
        the words that are

    Returns
    -------
    str
        ``, did you mean 'x'? (allowed: x, y)``; the question only where one word is close
    """
    words = list(dict.fromkeys(allowed))
    far = min(len(arrived) - 1, max(2, len(arrived) // 3))  # as Scala's sentences take it
    distances = {word: _distance(arrived.lower(), word.lower()) for word in words}
    close = [word for word in words if distances[word] <= far]
    question = f", did you mean '{min(close, key=distances.__getitem__)}'?" if close else ""
    return f"{question} (allowed: {', '.join(words) or 'nothing'})"


def _distance(one: str, other: str) -> int:
    """Count the characters to insert, delete or replace between two words (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        left, above = at, row
        row = [left]
        for before, (over, wanted) in enumerate(zip(above[1:], other, strict=True)):
            left = min(left + 1, over + 1, above[before] + (letter != wanted))
            row.append(left)
    return row[-1]
