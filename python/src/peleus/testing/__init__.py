"""Assertions on Spark DataFrames, for tests."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

__all__ = ["assert_frame_equal"]


def assert_frame_equal(actual: DataFrame, expected: DataFrame, *, atol: float = 0.0, rtol: float = 0.0) -> None:
    """Assert that two DataFrames have the same columns and the same rows.

    Columns are compared by position, name and type; nullability and metadata do not count, at
    any depth. Rows are compared as a multiset: their order does not count, the number of copies
    does. Null equals null, NaN equals NaN, 0.0 equals -0.0; maps are sets of entries.

    Parameters
    ----------
    actual : DataFrame
        The DataFrame under test.
    expected : DataFrame
        The DataFrame that it should be.
    atol : float, default 0.0
        Absolute tolerance for float, double and decimal values, nested ones too. Two finite
        numbers are equal when ``|actual - expected| <= atol + rtol * |expected|``.
    rtol : float, default 0.0
        Relative tolerance, a share of the expected number.

    Raises
    ------
    AssertionError
        If they differ; the message is a report of what differs.
    TypeError
        If an argument is not a Spark DataFrame.
    ValueError
        If a tolerance is negative, NaN or infinite.

    Examples
    --------
    >>> assert_frame_equal(spark.range(2), spark.createDataFrame([(1,), (0,)], "id long"))
    """
    __tracebackhide__ = True
    _require_frame("actual", actual)
    _require_frame("expected", expected)
    _require_tolerance("atol", atol)
    _require_tolerance("rtol", rtol)
    from peleus import _door  # starts no JVM before a frame is compared

    comparison = _door.compare(actual, expected, atol, rtol)
    if not comparison["equal"]:
        raise AssertionError(comparison["text"])


def _require_frame(name: str, value: Any) -> None:
    """Refuse anything but a Spark DataFrame, classic or Connect."""
    __tracebackhide__ = True
    from pyspark.sql import DataFrame

    # in PySpark 4 the classic and the Connect class both extend this one
    if not isinstance(value, DataFrame):
        kind = type(value)
        raise TypeError(
            f"{name} is {kind.__module__}.{kind.__qualname__}; it must be a Spark DataFrame "
            "(spark.createDataFrame makes one from pandas)"
        )


def _require_tolerance(name: str, value: float) -> None:
    """Refuse what would make every number equal, or none."""
    __tracebackhide__ = True
    if not (math.isfinite(value) and value >= 0):
        raise ValueError(f"{name} is {value}; a tolerance is a number from 0 up, and finite")
