"""Frozen dataclasses as JSON and back, by their annotations.

A dataclass is the list of its fields. What comes back is of the declared types or not at all, so that a
damaged entry is never half believed.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
Json = Any  # what the standard library's json gives and takes


def encoded(value: object) -> Json:
    """Give the JSON of a value: plain ones, enumerations, tuples, frozen sets, dataclasses of such."""
    match value:
        case enum.Enum():
            return value.name
        case None | bool() | int() | float() | str():
            return value
        case tuple():
            return [encoded(item) for item in value]
        case frozenset():
            return sorted((encoded(item) for item in value), key=repr)
        case _ if is_dataclass(value):
            return [encoded(getattr(value, one.name)) for one in fields(value)]
    raise TypeError(f"{type(value).__name__} cannot be kept")


def decoded(kind: type[T], data: Json) -> T:
    """Give the value of a type back.

    Raises:
        ValueError: the JSON is none of that type.
    """
    result: T = _decoder_of(kind)(data)
    return result


def _decoder_of(kind: Any) -> Callable[[Json], Any]:
    return _decoder(kind)


@cache
def _decoder(kind: Any) -> Callable[[Json], Any]:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return _one_of([_decoder(arg) for arg in args])
    if origin is tuple and args[-1:] == (...,):
        return _many(tuple, args[0])
    if origin is tuple:
        return _row(tuple, args)
    if origin is frozenset:
        return _many(frozenset, args[0])
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return _member(kind)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        hints = get_type_hints(kind)
        return _row(lambda values: kind(*values), tuple(hints[one.name] for one in fields(kind)))
    return _plain(kind)


def _plain(kind: type) -> Callable[[Json], Any]:
    def decode(data: Json) -> Any:
        if type(data) is not kind:
            raise ValueError(f"no {kind.__name__}")
        return data

    return decode


def _member(kind: type[enum.Enum]) -> Callable[[Json], Any]:
    def decode(data: Json) -> enum.Enum:
        if not isinstance(data, str) or data not in kind.__members__:
            raise ValueError(f"no {kind.__name__}")
        return kind[data]

    return decode


def _many(make: Callable[[Any], Any], kind: Any) -> Callable[[Json], Any]:
    def decode(data: Json) -> Any:
        inner = _decoder(kind)  # not before: types may hold themselves
        return make(inner(item) for item in _listed(data))

    return decode


def _row(make: Callable[[Any], Any], kinds: tuple[Any, ...]) -> Callable[[Json], Any]:
    def decode(data: Json) -> Any:
        if len(_listed(data)) != len(kinds):
            raise ValueError("too few or too many")
        return make([_decoder(kind)(item) for kind, item in zip(kinds, data, strict=True)])

    return decode


def _one_of(inner: list[Callable[[Json], Any]]) -> Callable[[Json], Any]:
    def decode(data: Json) -> Any:
        for each in inner:
            try:
                return each(data)
            except ValueError:
                continue
        raise ValueError("none of the possible types")

    return decode


def _listed(data: Json) -> list[Any]:
    if not isinstance(data, list):
        raise ValueError("no list")  # noqa: TRY004 - wrong data, and no wrong use of this function
    return data
