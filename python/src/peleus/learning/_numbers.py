"""Small words about numbers, for all rooms of the evaluation."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]


def ratio(part: float, whole: float) -> float | None:
    """Divide; None where there is nothing to divide by, because JSON has no NaN."""
    return float(part / whole) if whole else None


def json_number(value: float | None) -> float | None:
    """Give what JSON can write: None for NaN and the infinities."""
    return value if value is not None and math.isfinite(value) else None
