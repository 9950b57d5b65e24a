"""``tf.control_dependencies`` in a traced function: whether what it orders runs in order anyway."""

from __future__ import annotations

import ast
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from tfguard.syntax.scopes import BindingKind
from tfguard.tracing import elements
from tfguard.tracing.events.effects import OrderAsked
from tfguard.tracing.values import Library, Object, Origin, Owner, Value, is_certainly, members

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

NAME = "tensorflow.control_dependencies"
_GROUP = "tensorflow.group"
# Operations with an effect, which a tf.function runs in the order of the program, and always.
_EFFECTS = frozenset(
    (
        "tensorflow.print",
        "tensorflow.py_function",
        "tensorflow.numpy_function",
        "tensorflow.compat.v1.assign",
        "tensorflow.compat.v1.assign_add",
        "tensorflow.compat.v1.assign_sub",
    )
)
_WRITES = frozenset(
    ("assign", "assign_add", "assign_sub", "scatter_add", "scatter_sub", "scatter_update", "scatter_nd_add")
)
_STEPS = frozenset(("apply_gradients", "update_state"))
# Code that speaks of it may be run in graphs of TensorFlow 1, which order nothing; so does ``wrap_function``.
_OLD = re.compile(r"\bcompat\.v1\b|\bcompat\s+import\s.*\bv1\b|\bwrap_function\b")
_DEEP = 4


def note(walk: Walk, node: ast.AST, frame: Frame) -> None:
    """Write down that the order of operations is asked for, where all of them write variables or the like."""
    trace = walk.trace
    if trace is None or not isinstance(node, ast.Call) or len(node.args) != 1:
        return
    if _is_for_graphs(frame.module.text):
        return
    operations = _operations(walk, node.args[0], frame, _DEEP)
    if operations:
        context = trace.context(frame.module, frame.converted)
        trace.emit(
            OrderAsked(node, context, text=frame.module.text_of(node.func), operations=tuple(operations))
        )


@lru_cache(maxsize=64)
def _is_for_graphs(text: str) -> bool:
    return ("v1" in text or "wrap_function" in text) and _OLD.search(text) is not None


def _operations(walk: Walk, node: ast.expr, frame: Frame, depth: int) -> list[str]:
    """The operations of an expression as written; empty when any of them is something else."""
    match node:
        case ast.List(elts=listed) | ast.Tuple(elts=listed):
            each = [_operations(walk, one, frame, depth) for one in listed]
            return [text for texts in each for text in texts] if all(each) else []
        case ast.BinOp(left=left, op=ast.Add(), right=right):  # of two lists
            each = [_operations(walk, side, frame, depth) for side in (left, right)]
            return [text for texts in each for text in texts] if all(each) else []
        case ast.ListComp(elt=made) | ast.GeneratorExp(elt=made):
            return _operations(walk, made, _inside(walk, node, frame), depth)
        case ast.Call(func=ast.Name(id="list" | "tuple"), args=[inner]):
            return _operations(walk, inner, frame, depth)
        case ast.Name(id=name) if depth:
            home = frame.scope.home_of(name)
            bindings = home.bindings.get(name, []) if home is frame.scope else []
            if len(bindings) != 1 or bindings[0].kind is not BindingKind.ASSIGN or bindings[0].unpack:
                return []
            value = bindings[0].value
            return _operations(walk, value, frame, depth - 1) if value is not None else []
        case ast.Call():
            return _of_call(walk, node, frame, depth)
        case _:
            return []


def _inside(walk: Walk, node: ast.ListComp | ast.GeneratorExp, frame: Frame) -> Frame:
    """The frame of a comprehension, with what its names are."""
    inner = frame.of_comprehension(node)
    for generator in node.generators:
        iterated = _value(walk, generator.iter, inner)
        elements.bind_target(generator.target, elements.element(iterated), inner)
    return inner


def _of_call(walk: Walk, call: ast.Call, frame: Frame, depth: int) -> list[str]:
    function = call.func
    if isinstance(function, ast.Attribute) and function.attr in _WRITES | _STEPS:
        kinds = ("variable", "keras_variable") if function.attr in _WRITES else ("optimizer", "metric")
        if _is_kind(_value(walk, function.value, frame), kinds):
            return [frame.module.text_of(function)]
    value = _value(walk, function, frame)
    if not isinstance(value, Library):
        return []
    if value.name == _GROUP and not call.keywords:
        each = [_operations(walk, argument, frame, depth) for argument in call.args]
        return [text for texts in each for text in texts] if each and all(each) else []
    return [frame.module.text_of(function)] if value.name in _EFFECTS else []


def _value(walk: Walk, node: ast.expr, frame: Frame) -> Value:
    """What an expression is, without telling anybody that it was looked at."""
    with walk.outside(Origin(Owner.UNKNOWN)):
        return walk.evaluate(node, frame)


def _is_kind(value: Value, kinds: tuple[str, ...]) -> bool:
    return is_certainly(value, Object) and all(
        isinstance(member, Object) and member.kind in kinds for member in members(value)
    )
