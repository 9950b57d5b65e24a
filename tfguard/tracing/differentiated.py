"""What a function differentiates: ``tape.gradient`` says that a value which cannot be told is a tensor."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.tracing.values import UNKNOWN, Object, Tensor, Value

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

_METHODS = ("gradient", "jacobian")


def seen(walk: Walk, name: str, value: Value, frame: Frame) -> Value:
    """What a name gets, in the light of what the function does with it later.

    A tape differentiates a tensor, or a list or dict of tensors (API page of ``tf.GradientTape.gradient``).

    Args:
        walk: the walk at hand.
        name: the name that is bound.
        value: what is known of its value.
        frame: the run of the function.
    """
    if value != UNKNOWN or walk.trace is None or walk.trace.in_init_scope:
        return value
    for method in _METHODS:
        for call, scope in frame.module.index.calls_by_name.get(method, ()):
            match call:
                case ast.Call(func=ast.Attribute(value=ast.Name(id=tape)), args=[ast.Name(id=given), *_]) if (
                    given == name and scope is frame.scope
                ):
                    if _is_tape(frame.env.get(tape, UNKNOWN)):
                        return Tensor(single=False)
    return value


def _is_tape(value: Value) -> bool:
    return isinstance(value, Object) and value.kind == "tape"
