"""Own steps: a team's transformations in Python, declared by type hints and a docstring."""

from peleus._own.annotations import Column, Expression, Name, Table
from peleus._own.declaration import Declaration
from peleus._own.decorator import OwnTransformation, transformation
from peleus._own.lookup import Known, known
from peleus._own.registry import clash
from peleus._own.step import OwnStep

__all__ = [
    "Column",
    "Declaration",
    "Expression",
    "Known",
    "Name",
    "OwnStep",
    "OwnTransformation",
    "Table",
    "clash",
    "known",
    "transformation",
]
