"""Hints that say what a text or a frame is for, where a parameter is more than a plain value."""

from __future__ import annotations

from typing import Annotated

from pyspark.sql import DataFrame

Column = Annotated[str, "in"]
"""Name of a column that is read; it must be there. The function gets it as text."""

Name = Annotated[str, "out"]
"""Name of a column that is written. The function gets it as text."""

Expression = Annotated[str, "expr"]
"""SQL over the columns that come in. The function gets it as text, for ``F.expr``."""

Table = Annotated[DataFrame, "table"]
"""A second input: a table's name in a recipe, a frame in code. The function gets a frame."""
