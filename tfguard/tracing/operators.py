"""Operators: what arithmetic on abstract values gives."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tfguard.tracing import elements, needs, seen_shapes, shapes, static_shapes
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Object,
    Scalar,
    Shape,
    Static,
    StaticShape,
    Tensor,
    Union,
    Unset,
    Value,
    Variation,
    is_variable,
    join,
    members,
    variation_of,
    without_none,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

_FOLDED: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Div: operator.truediv,
}
# Kept from becoming too large to compute with: 2 ** 10**9.
_MAX_EXPONENT = 64
MAX_ITEMS = 16  # of a repeated list that is kept item by item
_STEEP: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Pow: operator.pow,
    ast.LShift: operator.lshift,
    ast.RShift: operator.rshift,
}


def operate(walk: Walk, op: ast.operator, left: Value, right: Value) -> Value:
    """What a binary operation gives."""
    left, right = _without_none(left), _without_none(right)
    both = (left, right)
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _fold(op, left.value, right.value)
    graph = [v for v in both if in_graph(v)]
    if graph:
        assumed = all(isinstance(m, Tensor) and m.assumed for v in graph for m in members(v))
        made = walk.tensor(assumed and not isinstance(op, ast.MatMult))  # numbers have no `@`
        if walk.trace is not None:
            walk.trace.operations += 1
            return replace(made, dtype=shapes.dtype_of_tensors(op, left, right))
        dtype = shapes.dtype_of_tensors(op, left, right)
        return replace(made, shape=_shape(op, left, right), varies=variation_of(both), dtype=dtype)
    if any(isinstance(v, Array) for v in both):
        dtype = shapes.dtype_of_operation(op, left, right)
        return Array(walk.origin, variation_of(both), _shape(op, left, right), dtype)
    if isinstance(left, Object) and left.kind == "path" and isinstance(op, ast.Div):
        return left
    if isinstance(left, Container) and (isinstance(op, (ast.Add, ast.Mult, ast.BitOr, ast.BitAnd, ast.Sub))):
        return _combined(walk, op, left, right)
    if isinstance(left, Constant | Scalar) and is_text(left):
        return Scalar("str", varies=variation_of(both))
    if all(isinstance(v, (Constant, Scalar, Static)) for v in both):
        static = all(
            isinstance(v, Static) or (isinstance(v, Scalar) and v.static) or isinstance(v, Constant)
            for v in both
        )
        return Scalar(_number_type(op, both), static, _bounded(op, left, right, variation_of(both)))
    return UNKNOWN


def operated(walk: Walk, node: ast.AST, op: ast.operator, left: Value, right: Value, frame: Frame) -> Value:
    """What a binary operation in a program gives; a size that is None cannot be computed with."""
    made = operate(walk, op, left, right)
    if walk.trace is None:
        return made
    if not (isinstance(op, ast.Mod) and is_text(left)):
        needs.size(walk, next((v for v in (left, right) if isinstance(v, Unset)), None), node, frame)
    if isinstance(left, StaticShape) and isinstance(op, ast.Add):
        return _longer(walk, left, right)
    if isinstance(made, Tensor):
        product = isinstance(op, ast.MatMult)
        rule = static_shapes.of_product if product else static_shapes.of_operation
        return replace(made, static=rule(left, right), measures=static_shapes.measured_by(left, right))
    return made


def _longer(walk: Walk, shape: StaticShape, more: Value) -> Value:
    """``x.shape[:-1] + [3]``."""
    sizes = seen_shapes.dimensions(shape)
    if sizes is None or not isinstance(more, Container) or more.items is None:
        return Static()
    return Container("list", walk.origin, items=(*sizes, *more.items))


def _bounded(op: ast.operator, left: Value, right: Value, why: Variation | None) -> Variation | None:
    """``i % 2``, ``i & 1``, ``i // 3``: an operation that leaves fewer values."""
    size = right.value if isinstance(right, Constant) else None
    if why is None or not isinstance(size, int) or size < 1 or isinstance(left, Constant):
        return why
    match op:
        case ast.Mod():
            most: int | None = size
        case ast.BitAnd():
            most = size + 1
        case ast.FloorDiv() if why.limit is not None:
            most = -(-why.limit // size)
        case _:
            return why
    return replace(why, limit=most if why.limit is None else min(most or 0, why.limit))


def compare(walk: Walk, left: Value, right: Value) -> Value | None:
    """What ``<`` and the like give for arrays and eager tensors: an answer for each element."""
    both = (left, right)
    if walk.trace is None and any(isinstance(v, Tensor) for v in both):
        shape = shapes.broadcast(*both)
        return replace(walk.tensor(), shape=shape, varies=variation_of(both), dtype="bool")
    if any(isinstance(v, Array) for v in both) and not any(in_graph(v) for v in both):
        return Array(walk.origin, variation_of(both), shapes.broadcast(*both), "bool")
    return None


def _without_none(value: Value) -> Value:
    """An attribute that is None at first is an array where it is computed with."""
    holds_array = isinstance(value, Union) and any(isinstance(m, Array) for m in value.members)
    return without_none(value) if holds_array else value


def _shape(op: ast.operator, left: Value, right: Value) -> Shape | None:
    return shapes.matmul(left, right) if isinstance(op, ast.MatMult) else shapes.broadcast(left, right)


def _number_type(op: ast.operator, both: tuple[Value, ...]) -> str:
    types = {_type(value) for value in both}
    if "complex" in types:
        return "complex"
    return "float" if isinstance(op, ast.Div) or "float" in types else "number"


def _combined(walk: Walk, op: ast.operator, left: Container, right: Value) -> Container:
    """A new container from two, or from one repeated."""
    repeated = right.value if isinstance(op, ast.Mult) and isinstance(right, Constant) else None
    if left.items is not None and isinstance(repeated, int) and 0 <= repeated * len(left.items) <= MAX_ITEMS:
        return Container(left.type, walk.origin, items=left.items * repeated)
    if not isinstance(right, Container):
        size = shapes.dimension(right) if walk.trace is None and isinstance(op, ast.Mult) else None
        return Container(left.type, walk.origin, element=elements.element(left), length=size)
    if isinstance(op, ast.Add) and left.items is not None and right.items is not None:
        return Container(left.type, walk.origin, items=left.items + right.items, element=right.element)
    inside = elements.any_value if left.keyed else elements.element
    return Container(left.type, walk.origin, element=join(inside(left), inside(right)))


def _fold(op: ast.operator, left: object, right: object) -> Value:
    function = _FOLDED.get(type(op)) or _STEEP.get(type(op))
    small = all(isinstance(v, (int, float)) and abs(v) < 1e9 for v in (left, right))
    if type(op) in _STEEP:
        small = small and isinstance(left, int) and isinstance(right, int) and 0 <= right <= _MAX_EXPONENT
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


def is_text(value: Value) -> bool:
    """Certainly a Python string."""
    match value:
        case Constant(value=constant):
            return isinstance(constant, str)
        case Scalar(type=name):
            return name == "str"
        case _:
            return False


def _type(value: Value) -> str:
    if isinstance(value, Constant):
        return type(value.value).__name__
    return value.type if isinstance(value, Scalar) else ""
