"""Names of operations: a graph wants a text, and eager execution does not look."""

from __future__ import annotations

import ast
import json
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from tfguard.tracing.events.needs import OperationNamed
from tfguard.tracing.values import Array, Class, Constant, Container, Function, Library, Object, Tensor, Value

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

_NAME = "name"
_TYPES = ("tensorflow.", "numpy.", "builtins.")


@lru_cache(maxsize=1)
def positions() -> dict[str, int]:
    """By operation: the position of its argument ``name``."""
    text = resources.files(__package__).joinpath("op_names.json").read_text("utf-8")
    found: dict[str, int] = json.loads(text)["positions"]
    return found


def note(
    walk: Walk, name: str, args: list[Value], keywords: dict[str, Value], node: ast.AST, frame: Frame
) -> None:
    """Write down that an operation is named with something that certainly is no text.

    Nothing is said of what is false (None, 0, an empty list): it is taken for no name.
    """
    trace = walk.trace
    if trace is None or trace.in_init_scope or not isinstance(node, ast.Call):
        return
    position = positions().get(name)
    if position is None:
        return
    by_keyword = next((keyword for keyword in node.keywords if keyword.arg == _NAME), None)
    if by_keyword is not None:
        value, expression = keywords.get(_NAME), by_keyword.value
    elif position < min(len(args), len(node.args)) and not _has_star(node):
        value, expression = args[position], node.args[position]
    else:
        return
    what = _no_text(value) if value is not None else ""
    if what:
        trace.emit(
            OperationNamed(
                node,
                trace.context(frame.module, frame.converted),
                text=frame.module.text_of(node.func),
                given=frame.module.text_of(expression, 30),
                what=what,
                positional=by_keyword is None,
            )
        )


def _has_star(node: ast.Call) -> bool:
    return any(isinstance(argument, ast.Starred) for argument in node.args)


def _no_text(value: Value) -> str:
    """What a value is that certainly is true and no text; empty for anything else."""
    match value:
        case Tensor(assumed=False, symbolic=True):
            return "a tensor"
        case Constant(value=bool() | int() | float() as number) if number:
            return "a flag" if isinstance(number, bool) else "a number"
        case Library(name=name) if name.startswith(_TYPES):
            return "a type"
        case Container(items=tuple() as items) if items:
            return f"a {value.type}"
        case Array() | Object(kind="variable"):
            return "an array" if isinstance(value, Array) else "a variable"
        case Class() | Function():
            return "a function or class"
        case _:
            return ""
