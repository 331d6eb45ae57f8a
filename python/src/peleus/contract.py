"""A contract: what a delivery must look like, and what becomes of what does not."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyspark.sql import SparkSession

from peleus import _door, _text


@dataclass(frozen=True)
class Contract:
    """
    What a delivery must look like, and what becomes of what does not.

    Parameters
    ----------
    normalised : mapping
        The contract in its long form: every short writing spelled out, every default filled in.
    """

    normalised: Mapping[str, Any]

    __hash__ = None  # type: ignore[assignment]

    @classmethod
    def load(cls, path: str | Path, spark: SparkSession | None = None) -> Contract:
        """
        Read a contract and check it, all of it: unknown keys, values that are not allowed, rules that cannot hold.

        Parameters
        ----------
        path : str or pathlib.Path
            A YAML file; the files of values that it names are looked for beside it.
        spark : pyspark.sql.SparkSession, optional
            The session whose jar parses; default: the active one.

        Returns
        -------
        Contract
            With every default filled in.

        Raises
        ------
        Refused
            Every problem found, a line each: file, line, column, key, what arrived, what is allowed.
        """
        return cls(json.loads(long_form(path, spark)))

    @property
    def name(self) -> str:
        """Name of what is delivered; the table is called after it."""
        return str(self.normalised["contract"])

    @property
    def version(self) -> str:
        """Version of the contract."""
        return str(self.normalised["version"])

    @property
    def fields(self) -> Mapping[str, Mapping[str, Any]]:
        """The columns of the table, in its order."""
        fields: Mapping[str, Mapping[str, Any]] = self.normalised["fields"]
        return fields


def long_form(path: str | Path, spark: SparkSession | None = None) -> str:
    """Read and check a contract as `Contract.load` does: its long form as JSON, whose SHA-256 is its fingerprint."""
    source = Path(path)
    text = _text.read(source, "a contract")
    return _door.ask(_door.active(spark), "contract", text, str(source), str(source.parent))
