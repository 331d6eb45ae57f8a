"""`transformation`, which makes a step of a function."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec, Protocol, cast, overload

from pyspark.sql import DataFrame

from peleus._own import registry
from peleus._own.declaration import Declaration, declare
from peleus._own.step import OwnStep

P = ParamSpec("P")
_NO_EXAMPLE: Mapping[str, Any] = MappingProxyType({})


class OwnTransformation(Protocol[P]):
    """What `transformation` makes of a function: called with its parameters it gives a step."""

    descriptor: dict[str, Any]
    __name__: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> OwnStep:
        """Make a step, for ``df.transform`` or for a recipe."""


@overload
def transformation(function: Callable[Concatenate[DataFrame, P], DataFrame], /) -> OwnTransformation[P]: ...


@overload
def transformation(
    *, since: str = "", example: Mapping[str, Any] = _NO_EXAMPLE
) -> Callable[[Callable[Concatenate[DataFrame, P], DataFrame]], OwnTransformation[P]]: ...


def transformation(
    function: Callable[..., DataFrame] | None = None,
    /,
    *,
    since: str = "",
    example: Mapping[str, Any] = _NO_EXAMPLE,
) -> Any:
    """
    Make a step of a function ``(df: DataFrame, *, …) -> DataFrame``.

    The step is declared by the function's type hints and its NumPy docstring. Recipes name it ``module.function``;
    its parameters are checked like those of every transformation. The function itself stays at hand as
    ``__wrapped__``.

    Parameters
    ----------
    function : callable
        A function at the top level of a module. After `df` it takes keyword-only parameters, each with a type hint and
        an entry under Parameters. Types: bool, int, float, str, date, Decimal, `peleus.Column`, `peleus.Name`,
        `peleus.Expression`, `peleus.Table`, Literal of texts, dataclasses that are documented in the same way; None,
        lists and mappings of these.
    since : str, optional
        The version of the team's library that first had it.
    example : mapping, optional
        Parameters of a call, for the reference page.

    Returns
    -------
    callable
        Takes the parameters by name and gives a step; its `descriptor` is the declaration as data.

    Raises
    ------
    TypeError
        The function cannot be a step; names the function, the parameter and what is allowed.
    peleus.Refused
        Another file has declared a step of this name.

    Examples
    --------
    >>> @transformation
    ... def keep_from(df: DataFrame, *, column: Column, first: date) -> DataFrame:
    ...     '''
    ...     Keeps the rows from a day on.
    ...
    ...     Parameters
    ...     ----------
    ...     column : Column
    ...         Column with the day.
    ...     first : date
    ...         First day that is kept.
    ...     '''
    ...     return df.where(F.col(column) >= F.lit(first))
    """
    if function is None:
        return lambda decorated: _make(decorated, since, example)
    return _make(function, since, example)


def _make(function: Callable[..., DataFrame], since: str, example: Mapping[str, Any]) -> OwnTransformation[Any]:
    declaration = declare(function, since, example)
    registry.add(declaration)
    signature = _signature(function)

    @functools.wraps(function)
    def make(*args: Any, **params: Any) -> OwnStep:
        if args:
            raise TypeError(f"{declaration.name} makes a step from named parameters: {_usage(declaration)}")
        try:
            bound = signature.bind(**params)
        except TypeError as error:
            raise TypeError(f"{declaration.name}: {error}") from None
        bound.apply_defaults()
        return OwnStep(declaration, bound.arguments)

    made = cast(OwnTransformation[Any], make)
    made.descriptor = declaration.descriptor
    made.__signature__ = signature  # type: ignore[attr-defined]
    return made


def _signature(function: Callable[..., DataFrame]) -> inspect.Signature:
    _, *params = inspect.signature(function).parameters.values()
    return inspect.Signature(params, return_annotation=OwnStep)


def _usage(declaration: Declaration) -> str:
    named = ", ".join(f"{param.name}=…" for param in declaration.params)
    return f"df.transform({declaration.function.__name__}({named}))"
