"""A project: the folder that a team works in, with its ``peleus.yaml`` and ``pipeline.yaml``."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from peleus._declared import reading, schema
from peleus._declared.document import Document, Problem, refuse
from peleus._declared.nearest import nearest
from peleus.errors import Refused
from peleus.pipeline.declaration import Pipeline

DEFAULT_ENVIRONMENT = "local"

_VARIABLE = re.compile(r"\$\{([^}]*)\}")


@dataclass(frozen=True)
class Environment:
    """
    A place where a project runs.

    Parameters
    ----------
    name : str
        What it is called in ``peleus.yaml``.
    store : str
        Folder of the project's data, as an address: ``file:///home/me/flights/data``, ``hdfs:///products/flights``.
    catalog : str
        ``embedded``, or the address of a metastore.
    """

    name: str
    store: str
    catalog: str


class Project:
    """
    A project; :meth:`load` makes one.

    Attributes
    ----------
    folder : pathlib.Path
        Where it lies.
    name : str
        What it is called.
    mail : tuple of str
        Addresses of those who are told how scheduled runs end.
    """

    def __init__(self, folder: Path, document: Document, declared: Mapping[str, Any]) -> None:
        self.folder = folder
        self.name: str = declared["project"]
        self.mail: tuple[str, ...] = tuple(declared.get("notify", {}).get("mail", ()))
        self._document = document
        self._environments: Mapping[str, Mapping[str, str]] = declared["environments"]

    @classmethod
    def load(cls, folder: str | Path) -> Project:
        """
        Read ``peleus.yaml`` and check it.

        Parameters
        ----------
        folder : str or pathlib.Path
            The project's folder.

        Raises
        ------
        peleus.Refused
            Every problem found, a line each: file, line, column, key, what arrived, what is allowed.
        """
        place = Path(folder)
        if not place.is_dir():
            raise Refused(f"there is no folder {folder}")
        document = reading.read(place / "peleus.yaml", "a project")
        allowed = schema.schema("project.schema.json")
        refuse(schema.problems(document, allowed))
        return cls(place, document, schema.filled(document.value, allowed))

    @property
    def pipeline(self) -> Pipeline:
        """
        What ``pipeline.yaml`` says.

        Raises
        ------
        peleus.Refused
            There is none, or something in it is wrong; every problem found, a line each.
        """
        return Pipeline.load(self.folder / "pipeline.yaml")

    def environment(self, name: str = DEFAULT_ENVIRONMENT) -> Environment:
        """
        Give an environment, with the variables of this process in their places.

        Parameters
        ----------
        name : str, default "local"
            Which one.

        Raises
        ------
        peleus.Refused
            There is none of that name, or a variable that it names is not set.
        """
        self.require_environment(name)
        written = self._environments[name]
        refuse(problem for key, text in written.items() for problem in self._unset(name, key, text))
        store, catalog = (_VARIABLE.sub(_value, written[key]) for key in ("store", "catalog"))
        return Environment(name, self._place(store), catalog)

    def require_environment(self, name: str) -> None:
        """
        Check that there is an environment of a name; its variables may be unset here.

        Raises
        ------
        peleus.Refused
            There is none.
        """
        if name not in self._environments:
            known = nearest(name, self._environments)
            raise Refused(f"{self._document.source}: there is no environment '{name}'{known}")

    def _unset(self, name: str, key: str, text: str) -> list[Problem]:
        missing = [variable for variable in _VARIABLE.findall(text) if variable not in os.environ]
        way = ("environments", name, key)
        return [self._document.problem(way, f"the variable {each} is not set") for each in missing]

    def _place(self, store: str) -> str:
        # not a bare path: beside a cluster that would be one of HDFS
        return store if "://" in store else f"file://{os.path.abspath(self.folder / store)}"


def _value(found: re.Match[str]) -> str:
    return os.environ[found[1]]
