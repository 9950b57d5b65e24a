"""``except`` around operations: their errors come when the graph runs, and the handlers are left by then."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tfguard.tracing.events.control_flow import HandlerSkipped
from tfguard.tracing.values import Library

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

_WITH_BODIES = (
    ast.If,
    ast.For,
    ast.While,
    ast.With,
    ast.Try,
    ast.FunctionDef,
    ast.ClassDef,
    ast.AsyncFunctionDef,
)
# What is raised while tracing is no error of an operation.
_OF_TRACING = frozenset(("OperatorNotAllowedInGraphError", "InaccessibleTensorError"))
# Handlers that wait for anything; and the classes that a trace raises for shapes that cannot be right.
_ANYTHING = frozenset(("builtins.Exception", "builtins.BaseException", "builtins.RuntimeError"))
_WHILE_TRACING = frozenset((*_ANYTHING, "builtins.ValueError", "builtins.TypeError"))
INDEXING = "indexing"  # x[i] with a tensor i: an index may be out of bounds
# Operations that people wrap because the data may make them fail.
_MAY_FAIL = (
    "tensorflow.debugging.assert",
    "tensorflow.debugging.Assert",
    "tensorflow.debugging.check_numerics",
    "tensorflow.Assert",
    "tensorflow.ensure_shape",
    "tensorflow.gather",
    "tensorflow.io.decode",
    "tensorflow.io.parse",
    "tensorflow.io.read_file",
    "tensorflow.image.decode",
    "tensorflow.linalg.inv",
    "tensorflow.linalg.solve",
    "tensorflow.linalg.lu",
    "tensorflow.strings.to_number",
    "tensorflow.strings.to_hash",
    "next",
    INDEXING,
)


def note(walk: Walk, name: str) -> None:
    """An operation of the graph is made: a ``try`` around it may wait for its errors.

    Args:
        walk: the walk at hand.
        name: its canonical name; ``next`` for the element of a dataset's iterator.
    """
    trace = walk.trace
    if trace is None or trace.in_init_scope:
        return
    trace.operations += 1
    if trace.tried:
        trace.tried[-1].append(name)


def judge(walk: Walk, node: ast.Try, frame: Frame, operations: list[str]) -> None:
    """Write down which handlers wait for errors that come later.

    Args:
        walk: the walk at hand.
        node: the statement.
        frame: where it stands.
        operations: those that its body makes.
    """
    trace = walk.trace
    failing = next((name for name in operations if name.startswith(_MAY_FAIL)), "")
    if trace is None or not operations or trace.in_init_scope:
        return
    for handler in node.handlers:
        names = list(_classes(walk, handler, frame))
        of_operations = [name for name in names if _is_of_operations(name)]
        waits = bool(of_operations) and not _WHILE_TRACING.intersection(names)
        if "builtins.StopIteration" in names and "next" in operations:
            waits = True
        anything = handler.type is None or bool(_ANYTHING.intersection(names))
        if not waits and not (anything and failing and not _passes_on(handler)):
            continue
        place = handler.type or handler.body[0]
        trace.emit(
            HandlerSkipped(
                place,
                trace.context(frame.module, frame.converted),
                text=frame.module.text_of(handler.type, 60) if handler.type is not None else "",
                operation=_shown(failing or operations[0]),
                named=waits,
            )
        )


def stops(node: ast.Try, refused: Sequence[ast.AST], frame: Frame) -> bool:
    """Whether the body of a ``try`` certainly raises while tracing: ``x.numpy()``, with a handler for that.

    Args:
        node: the statement.
        refused: what asked symbolic tensors for their values where a handler waits.
        frame: where it stands.
    """
    parents = frame.module.parents
    for asked in refused:
        part: ast.AST | None = asked
        while part is not None and not isinstance(part, (ast.stmt, ast.IfExp, ast.BoolOp, ast.Lambda)):
            part = parents.get(part)
        if part in node.body and not isinstance(part, _WITH_BODIES):
            return True
    return False


def _classes(walk: Walk, handler: ast.ExceptHandler, frame: Frame) -> Iterator[str]:
    """The canonical names of what a handler waits for, as far as they are known."""
    if handler.type is None:
        return
    for part in handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]:
        value = walk.evaluate(part, frame)
        if isinstance(value, Library):
            yield value.name


def _is_of_operations(name: str) -> bool:
    return name.startswith("tensorflow.errors.") and name.rpartition(".")[2] not in _OF_TRACING


def _passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only says something and raises: it recovers nothing."""
    return any(isinstance(part, ast.Raise) for statement in handler.body for part in ast.walk(statement))


def _shown(name: str) -> str:
    return "next()" if name == "next" else name.replace("tensorflow.", "tf.", 1)
