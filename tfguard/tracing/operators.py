"""Operators: what arithmetic on abstract values gives."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tfguard.tracing import elements
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Object,
    Scalar,
    Static,
    Tensor,
    Value,
    join,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.walk import Walk

_FOLDED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def operate(walk: Walk, op: ast.operator, left: Value, right: Value) -> Value:
    """What a binary operation gives."""
    both = (left, right)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _fold(op, left.value, right.value)
    graph = [v for v in both if in_graph(v)]
    if graph:
        assumed = all(isinstance(m, Tensor) and m.assumed for v in graph for m in members(v))
        return walk.tensor(assumed)
    if any(isinstance(v, Array) for v in both):
        varies = next((v.varies for v in both if isinstance(v, (Array, Scalar)) and v.varies), "")
        return Array(walk.origin, varies)
    if isinstance(left, Object) and left.kind == "path" and isinstance(op, ast.Div):
        return left
    if isinstance(left, Container) and (isinstance(op, (ast.Add, ast.Mult, ast.BitOr, ast.BitAnd, ast.Sub))):
        return _combined(walk, op, left, right)
    if isinstance(left, Constant | Scalar) and _is_text(left):
        return Scalar("str", varies=_varies(both))
    if all(isinstance(v, (Constant, Scalar, Static)) for v in both):
        static = all(
            isinstance(v, Static) or (isinstance(v, Scalar) and v.static) or isinstance(v, Constant)
            for v in both
        )
        floats = isinstance(op, ast.Div) or any(_type(v) == "float" for v in both)
        return Scalar("float" if floats else "number", static, _varies(both))
    return UNKNOWN


def _combined(walk: Walk, op: ast.operator, left: Container, right: Value) -> Container:
    """A new container from two, or from one repeated."""
    if not isinstance(right, Container):
        return Container(left.type, walk.origin, element=elements.element(left))
    if isinstance(op, ast.Add) and left.items is not None and right.items is not None:
        return Container(left.type, walk.origin, items=left.items + right.items, element=right.element)
    element = join(elements.element(left), elements.element(right))
    return Container(left.type, walk.origin, element=element)


def _fold(op: ast.operator, left: object, right: object) -> Value:
    function = _FOLDED.get(type(op))
    small = all(isinstance(v, (int, float)) and abs(v) < 1e9 for v in (left, right))
    if function is not None and small:
        try:
            return Constant(function(left, right))
        except (ArithmeticError, TypeError):
            return Scalar("number")
    if isinstance(left, str):
        return Scalar("str", static=True)
    return Scalar("number", static=True)


def in_graph(value: Value) -> bool:
    """Certainly a tensor or a variable: an operation on it is an operation of TensorFlow."""
    found = [member for member in members(value) if member != NONE]
    return bool(found) and all(isinstance(m, Tensor) or is_variable(m) for m in found)


def is_variable(value: Value) -> bool:
    """Certainly a TensorFlow or Keras variable."""
    return all(isinstance(m, Object) and m.kind in ("variable", "keras_variable") for m in members(value))


def _is_text(value: Constant | Scalar) -> bool:
    return isinstance(value.value, str) if isinstance(value, Constant) else value.type == "str"


def _type(value: Value) -> str:
    if isinstance(value, Constant):
        return type(value.value).__name__
    return value.type if isinstance(value, Scalar) else ""


def _varies(values: tuple[Value, ...]) -> str:
    return next((v.varies for v in values if isinstance(v, (Scalar, Array)) and v.varies), "")
