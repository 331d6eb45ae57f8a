"""A new project as a whole: its files, and what lies in its inbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from peleus.scaffold import insurer, rendering, wheel, writing

_INBOX = "data/inbox"


@dataclass(frozen=True)
class NewProject:
    """
    A project that is to be made.

    Parameters
    ----------
    kind : str
        Its templates, beside those for every project: ``insurer`` or ``drafted``.
    words : mapping
        What they say.
    deliveries : mapping of str to bytes
        What arrives first, by name of file.
    hints : tuple of str
        What somebody must still decide, a sentence each.
    """

    kind: str
    words: Mapping[str, Any]
    deliveries: Mapping[str, bytes]
    hints: tuple[str, ...] = ()

    def files(self, name: str) -> dict[str, str]:
        """
        Write all files but those of the inbox.

        Parameters
        ----------
        name : str
            Name of the project.

        Returns
        -------
        dict of str to str
            Text by the path in the project.
        """
        # scheduled from today on: Oozie makes up for every run since the first
        about = {"project": name, "wheel": wheel.requirement(), "first": date.today()}
        return rendering.rendered(("common", self.kind), {**about, **self.words})

    def make(self, folder: Path) -> list[str]:
        """
        Make the project, whole or not at all.

        Parameters
        ----------
        folder : pathlib.Path
            Where; not there yet, or empty.

        Returns
        -------
        list of str
            The paths in it, sorted.

        Raises
        ------
        peleus.Refused
            It cannot be written.
        """
        files = {path: text.encode() for path, text in self.files(folder.name).items()}
        files |= {f"{_INBOX}/{name}": content for name, content in self.deliveries.items()}
        writing.write(folder, files)
        return sorted(files)


def example() -> NewProject:
    """Give the project that begins without files."""
    return NewProject("insurer", insurer.WORDS, insurer.deliveries())
