"""From a function to its declaration: what it is called, what it takes, what makes its arguments."""

from __future__ import annotations

import inspect
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from pyspark.sql import DataFrame

from peleus._own import docs, hints
from peleus._own.hints import Place
from peleus._own.shapes import Opener, Param, UnfitError, shorten

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass(frozen=True)
class Declaration:
    """One own step: its function, and the descriptor that Scala has of its own transformations too."""

    function: Callable[..., DataFrame]
    name: str  # in recipes: module.function
    module: str
    file: str  # where it was declared; empty in a notebook
    params: tuple[Param, ...]
    descriptor: dict[str, Any]

    def arguments(self, checked: Mapping[str, Any], table: Opener) -> dict[str, Any]:
        """Make the function's arguments from JSON that Scala has checked."""
        return {p.name: p.shape.restore(checked[p.name], f"{self.name}.{p.name}", table) for p in self.params}


def declare(function: Callable[..., DataFrame], since: str, example: Mapping[str, Any]) -> Declaration:
    """
    Describe a function.

    Raises
    ------
    TypeError
        It cannot be a step; names the function, the parameter and what is allowed.
    """
    name = _name(function)
    place = Place(name)
    found = docs.read(function.__doc__)
    if not found.summary:
        place.refuse("has no docstring: its first sentence says what the step does")
    params = _params(function, found.params, place)
    module = function.__module__
    descriptor = {
        "name": name,
        "family": module,
        "implementation": f"{module}:{function.__name__}",
        "kind": "table",
        "doc": found.summary,
        "since": since,
        "params": [param.describe() for param in params],
        "example": _example(params, example, place),
    }
    file = inspect.unwrap(function).__globals__.get("__file__")
    return Declaration(function, name, module, os.path.realpath(file) if file else "", params, descriptor)


def _name(function: Callable[..., DataFrame]) -> str:
    if not isinstance(function, FunctionType):
        raise TypeError(
            f"peleus.transformation decorates a function, got {function!r}; "
            "write @transformation or @transformation(since=…, example=…)"
        )
    name = f"{function.__module__}.{function.__name__}"
    if function.__qualname__ != function.__name__ or not function.__name__.isidentifier():
        raise TypeError(
            f"{function.__module__}.{function.__qualname__} is not at the top level of its module: recipes name a step "
            "by module and function"
        )
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function):
        raise TypeError(f"{name} is a coroutine or a generator: a step is a plain function that returns a DataFrame")
    return name


def _params(function: Callable[..., DataFrame], entries: Mapping[str, docs.Entry], place: Place) -> tuple[Param, ...]:
    signature = inspect.signature(function)
    found = hints.hints_of(function, place)
    parameters = list(signature.parameters.values())
    if not parameters or parameters[0].kind not in _POSITIONAL:
        place.refuse("must take a DataFrame first: (df: DataFrame, *, …) -> DataFrame")
    first, *others = parameters
    if found.get(first.name) is not DataFrame:
        place.inside(first.name).refuse("comes first: its hint must be pyspark.sql.DataFrame")
    if found.get("return") is not DataFrame:
        place.refuse("must have the return hint pyspark.sql.DataFrame")
    return tuple(_param(other, found, entries, place) for other in others)


def _param(
    parameter: inspect.Parameter, found: Mapping[str, Any], entries: Mapping[str, docs.Entry], place: Place
) -> Param:
    here = place.inside(parameter.name)
    if parameter.kind in (parameter.VAR_KEYWORD, parameter.VAR_POSITIONAL):
        here.refuse("takes any number of values: a step declares each parameter by name, after df and *")
    if parameter.kind is not parameter.KEYWORD_ONLY:
        here.refuse("must be keyword-only: write * between df and the parameters")
    if parameter.name not in found:
        here.refuse(f"has no type hint; allowed: {hints.ALLOWED}")
    return hints.param(parameter.name, found[parameter.name], parameter.default, entries, place)


def _example(params: tuple[Param, ...], example: Mapping[str, Any], place: Place) -> dict[str, Any]:
    names = [param.name for param in params]
    unknown = [name for name in example if name not in names]
    if unknown:
        place.refuse(f"has an example with '{unknown[0]}'; its parameters are {', '.join(names)}")
    missing = [param.name for param in params if param.default is None and param.name not in example]
    if example and missing:
        place.refuse(f"has an example without '{missing[0]}', which has no default")
    try:
        return shorten(params, example)
    except UnfitError as unfit:
        place.refuse(f"has an example that does not fit its hints: {unfit}")
