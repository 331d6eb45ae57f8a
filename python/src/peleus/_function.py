"""Column functions of the catalog ``peleus``; the generated module `functions` calls them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from pyspark.sql import Column
from pyspark.sql import functions as F

ColumnOrName = Column | str


def call(name: str, value: ColumnOrName, params: Mapping[str, Any]) -> Column:
    """
    Build ``peleus.<name>(value, named_struct('param', constant, …))``.

    Works in classic and Connect sessions that have the catalog: those of `peleus.session` and `peleus.configure`.
    """
    column = F.col(value) if isinstance(value, str) else value
    given = {key: constant for key, constant in params.items() if constant is not None}
    constants = [F.struct(*(_literal(constant).alias(key) for key, constant in given.items()))] if given else []
    called = f"{name}({value})" if isinstance(value, str) else name
    return F.call_function(f"peleus.{name}", column, *constants).alias(called)


def typed(sql: str) -> Column:
    """
    Tell a type by a null of that type.

    Spark binds a catalog's function by the types of its arguments; a type that is written as text would come too late.
    """
    return F.lit(None).cast(sql)


def _literal(value: Any) -> Column:
    if isinstance(value, Column):
        return value
    if isinstance(value, (str, bool, int, float, Decimal, date)):
        return F.lit(value)
    if isinstance(value, Mapping):
        return F.struct(*(_literal(inner).alias(key) for key, inner in value.items()))
    if isinstance(value, Sequence):
        return F.array(*(_literal(inner) for inner in value))
    raise TypeError(f"{type(value).__name__} cannot be a parameter of a column function")
