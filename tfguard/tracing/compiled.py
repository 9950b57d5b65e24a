"""What XLA makes of a trace that is compiled with ``jit_compile=True``: what it refuses, what it changes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tfguard.tracing import api
from tfguard.tracing.events.decorator_use import ArrayCompiledEmpty, CheckLeftOut, NotCompiled
from tfguard.tracing.values import NONE, TRUE, Constant, Object, Value, holds_symbolic

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


def _is_compiled(walk: Walk) -> bool:
    trace = walk.trace
    return trace is not None and trace.root.options.jit_compile is True and not trace.in_init_scope


def note_call(walk: Walk, name: str, node: ast.AST, frame: Frame) -> None:
    """A function of a library is called."""
    if not _is_compiled(walk) or not isinstance(node, ast.Call):
        return
    if api.is_uncompiled(name):
        _refused(walk, node, frame, frame.module.text_of(node.func))


def note_check(
    walk: Walk, name: str, args: Sequence[Value], keywords: Mapping[str, Value], node: ast.AST, frame: Frame
) -> None:
    """A tensor is checked: XLA drops the operation (experiment: examples/jit_silent_difference).

    What is known while tracing is checked there, with or without XLA.
    """
    if walk.trace is None or not isinstance(node, ast.Call) or not api.is_left_out(name):
        return
    tensors = map(holds_symbolic, (*args, *keywords.values()))
    if _is_compiled(walk) and any(tensor is not None and not tensor.known for tensor in tensors):
        context = walk.trace.context(frame.module, frame.converted)
        walk.trace.emit(CheckLeftOut(node, context, text=frame.module.text_of(node.func)))


def note_array(
    walk: Walk, args: Sequence[Value], keywords: Mapping[str, Value], node: ast.AST, frame: Frame
) -> None:
    """A ``tf.TensorArray`` is made: XLA gives it the size that it has now, and writes nothing beyond."""
    if walk.trace is None or not _is_compiled(walk) or not isinstance(node, ast.Call):
        return
    size = keywords.get("size", args[1] if len(args) > 1 else NONE)
    dynamic = keywords.get("dynamic_size", args[2] if len(args) > 2 else NONE)
    if dynamic == TRUE and size in (Constant(0), NONE):
        context = walk.trace.context(frame.module, frame.converted)
        walk.trace.emit(ArrayCompiledEmpty(node, context, text=frame.module.text_of(node.func)))


def note_loop(walk: Walk, iterated: Value, node: ast.expr, frame: Frame) -> None:
    """A loop runs over something."""
    drawn = isinstance(iterated, Object) and iterated.kind in ("dataset", "dataset_iterator")
    if drawn and _is_compiled(walk):
        _refused(walk, node, frame, frame.module.text_of(node))


def note_next(walk: Walk, node: ast.AST, frame: Frame) -> None:
    """The next element of a dataset's iterator is taken."""
    if _is_compiled(walk) and isinstance(node, ast.Call):
        _refused(walk, node, frame, frame.module.text_of(node.func))


def _refused(walk: Walk, node: ast.expr, frame: Frame, text: str) -> None:
    assert walk.trace is not None
    context = walk.trace.context(frame.module, frame.converted)
    walk.trace.emit(NotCompiled(node, context, text=text))
