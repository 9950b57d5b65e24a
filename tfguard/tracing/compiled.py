"""What XLA makes of a trace that is compiled with ``jit_compile=True``: what it refuses, what it changes."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tfguard.tracing import api
from tfguard.tracing.events.decorator_use import ArrayCompiledEmpty, CheckLeftOut, NotCompiled
from tfguard.tracing.values import NONE, TRUE, Constant, Library, Object, Value, holds_symbolic, members

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


def _is_compiled(walk: Walk) -> bool:
    trace = walk.trace
    return trace is not None and trace.root.options.jit_compile is True and not trace.in_init_scope


def note_call(
    walk: Walk, name: str, args: Sequence[Value], keywords: Mapping[str, Value], node: ast.AST, frame: Frame
) -> None:
    """A function of a library is called."""
    if not _is_compiled(walk) or not isinstance(node, ast.Call):
        return
    assert walk.trace is not None
    if name in _TEXTS_OF_NUMBERS:
        walk.trace.makes_texts = True
    elif walk.trace.makes_texts and name.startswith("tensorflow.strings."):
        return  # it goes on with a text that is reported where it is made
    if api.is_uncompiled(name) or _refuses_arguments(name, args, keywords):
        _refused(walk, node, frame, frame.module.text_of(node.func))


_TEXTS_OF_NUMBERS = ("tensorflow.as_string", "tensorflow.strings.as_string", "tensorflow.strings.format")


def _refuses_arguments(name: str, args: Sequence[Value], keywords: Mapping[str, Value]) -> bool:
    """Whether the arguments choose what XLA has no form of: ``tf.image.resize(x, size, method="area")``."""
    refusal = api.refusal(name)
    if refusal is None or "**" in keywords:
        return False
    given: dict[str, list[object]] = {}
    for argument, (position, default) in refusal.arguments.items():
        value = keywords.get(argument, args[position] if position < len(args) else Constant(default))
        given[argument] = [_plain(member) for member in members(value)]
    return any(
        all(any(value in refused for value in given[argument]) for argument, refused in case.items())
        for case in refusal.refused
    )


def _plain(value: Value) -> object:
    """A constant, or the one that a name of TensorFlow's stands for: ``tf.image.ResizeMethod.AREA``."""
    match value:
        case Constant(value=constant):
            return constant
        case Library(name):
            return name.rpartition(".")[2].lower()
        case _:
            return None


# By which class the table knows the methods of objects that several classes and functions make.
_CLASSES = {
    "ragged": "tensorflow.RaggedTensor",
    "dataset": "tensorflow.data.Dataset",
    "generator": "tensorflow.random.Generator",
}


def note_method(walk: Walk, receiver: Object, name: str, node: ast.AST, frame: Frame) -> None:
    """A method of an object of TensorFlow is called, or the object is indexed."""
    if not _is_compiled(walk) or not isinstance(node, (ast.Call, ast.Subscript)):
        return
    if api.is_uncompiled(f"{_CLASSES.get(receiver.kind, receiver.cls)}.{name}"):
        shown = node.func if isinstance(node, ast.Call) else node
        _refused(walk, node, frame, frame.module.text_of(shown))


def note_tensor_method(walk: Walk, name: str, node: ast.AST, frame: Frame) -> None:
    """A method of what is taken for a tensor is called: ``to_tensor`` is one that ragged tensors have."""
    if (
        _is_compiled(walk)
        and isinstance(node, ast.Call)
        and api.is_uncompiled(f"{_CLASSES['ragged']}.{name}")
    ):
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
        _refused(walk, node, frame, f"the loop over {frame.module.text_of(node)}")


def note_next(walk: Walk, node: ast.AST, frame: Frame) -> None:
    """The next element of a dataset's iterator is taken."""
    if _is_compiled(walk) and isinstance(node, ast.Call):
        _refused(walk, node, frame, frame.module.text_of(node.func))


def _refused(walk: Walk, node: ast.expr, frame: Frame, text: str) -> None:
    assert walk.trace is not None
    context = walk.trace.context(frame.module, frame.converted)
    walk.trace.emit(NotCompiled(node, context, text=text))
