"""Peleus: takes data-science work to production on Apache Spark."""

from peleus._own import Column, Expression, Name, Table, transformation
from peleus._version import __version__
from peleus.contract import Contract
from peleus.errors import JarError, PeleusError, Refused
from peleus.opened import open
from peleus.recipe import Recipe
from peleus.session import configure, jar_path, session

__all__ = [
    "Column",
    "Contract",
    "Expression",
    "JarError",
    "Name",
    "PeleusError",
    "Recipe",
    "Refused",
    "Table",
    "__version__",
    "configure",
    "jar_path",
    "open",
    "session",
    "transformation",
]
