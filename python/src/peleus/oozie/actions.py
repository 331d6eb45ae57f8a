"""The steps of a pipeline as actions of Oozie: what each is called, and how ``peleus run`` is told to do it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from peleus.errors import Refused
from peleus.pipeline.selection import Selection
from peleus.pipeline.steps import Receive, Step

# Nodes of Oozie have 39 characters at most. Those of a step are called after its action: after-NAME, mail-NAME.
_LONGEST = 39 - len("after-")
# In a document of Oozie, ${ begins an expression, and ' ends one's text.
PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


@dataclass(frozen=True)
class Action:
    """
    A step as Oozie runs it.

    Parameters
    ----------
    name : str
        The node's: letters, digits, ``-`` and ``_``.
    step : str
        What ``--from`` and ``--to`` of ``peleus run`` take.
    title : str
        What is done, for people.
    """

    name: str
    step: str
    title: str


def actions(steps: Sequence[Step]) -> list[Action]:
    """
    Name the actions of a pipeline's steps.

    Raises
    ------
    peleus.Refused
        A step's name fits another step too, or has characters that mean something to Oozie.
    """
    made: list[Action] = []
    for step in steps:
        word = _word(step, steps)
        title = step.kind if word == step.kind else f"{step.kind} {word}"
        made.append(Action(_name(title, {each.name for each in made}, len(made) + 1), word, title))
    return made


def _word(step: Step, steps: Sequence[Step]) -> str:
    words = [step.kind] if isinstance(step, Receive) else [step.makes, step.kind]
    for word in words:
        if PLAIN.fullmatch(word) and list(Selection(word, word).of(steps)) == [step]:
            return word
    raise Refused(
        f"the step {step.kind} {step.makes} cannot be run alone: its name is that of another step too, "
        "or has other characters than letters, digits, ., - and _"
    )


def _name(title: str, taken: set[str], position: int) -> str:
    name = re.sub(r"[^A-Za-z0-9_]", "-", title)
    whole, number = name, position
    while len(name) > _LONGEST or name in taken:
        end = f"-{number}"
        name, number = whole[: _LONGEST - len(end)] + end, number + 1
    return name
