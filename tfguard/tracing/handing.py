"""Functions given to functions: what calls them, with what, and what comes of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.syntax.scopes import Scope
from tfguard.tracing import calls
from tfguard.tracing.api import Api
from tfguard.tracing.events.grounds import Grounds
from tfguard.tracing.trace import Choice
from tfguard.tracing.unconverted import RUNNER, Unconverted
from tfguard.tracing.values import (
    UNKNOWN,
    Constant,
    Container,
    Function,
    Instance,
    Object,
    Partial,
    Scalar,
    Tensor,
    TracedCallable,
    Union,
    Value,
    join,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

Keywords = dict[str, Value]


def call_arguments(
    walk: Walk, described: Api, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """Call the functions that something is given.

    Args:
        walk: the walk at hand, inside a trace.
        described: what calls them.
        args: what it is given by position.
        keywords: what it is given by name.
        node: the call, for places.
        frame: where it stands.

    Returns:
        What comes of their results, where the API table says so; else unknown.
    """
    trace = walk.trace
    assert trace is not None
    staged = f"function {described.staged}" if described.staged else ""
    choice = None  # `strategy.run(f)` runs it once, others as often as there is something to run it for
    if staged or not described.spread:
        choice = Choice(node, tensor=described.staged in ("branch", "loop"))
    # `tf.map_fn(f, x)`: f is traced once, as a loop's body.
    loop = Grounds(assumed=False, sources=frozenset(), evident=frozenset()) if "loop" in staged else None
    taken = _taken(walk, described, args, keywords)
    results: list[Value] = []
    with trace.under(staged=staged, containers=frame.containers(), choice=choice, loop=loop):
        for name, value in handed(described, args, keywords):
            for func in functions_in(value):
                if described.spread:
                    results.append(calls.run_with(walk, func, args[1:], keywords, node, frame))
                    continue
                plain = name in described.plain and not _is_inside(func, frame)
                with converting(frame, (frame.unconverted or RUNNER) if plain else frame.unconverted):
                    given = _given(described, func, taken)
                    results.append(calls.call_value(walk, func, given, {}, node, frame))
    return _outcome(walk, described, results, taken)


def _taken(walk: Walk, described: Api, args: list[Value], keywords: Keywords) -> Value:
    """The argument from which the functions get theirs, as the tensors that they get."""
    for name, position in described.takes.items():
        found = keywords.get(name, args[position] if position < len(args) else UNKNOWN)
        return as_tensors(walk, found)
    return UNKNOWN


def _given(described: Api, func: Value, taken: Value) -> list[Value]:
    """What a function gets: of the state of a loop its parts, of elements the one at hand."""
    plain = _parameters(func)
    if described.gives == "state":
        items = taken.items if isinstance(taken, Container) else None
        return list(items) if items is not None and len(items) == len(plain) else plain
    match taken:
        case Tensor() if plain:
            return [*plain[:-1], replace(taken, static=None)]
        case Container() if plain:
            return [*plain[:-1], taken]
        case _:
            return plain


def _outcome(walk: Walk, described: Api, results: list[Value], taken: Value) -> Value:
    """What a call gives, from what the functions that it was given return."""
    match described.gives:
        case "state":
            return taken
        case "result" if results:
            return join(*(as_tensors(walk, result) for result in results))
        case "stacked" if results and all(isinstance(result, Tensor) for result in results):
            return walk.tensor()
        case _:
            return UNKNOWN


def as_tensors(walk: Walk, value: Value) -> Value:
    """What an operation makes of what it is handed: numbers become tensors, structures stay."""
    match value:
        case Tensor(assumed=assumed):
            return walk.tensor(assumed)
        case Constant(value=bool() | int() | float()) | Scalar():
            return walk.tensor()
        case Container(type="list" | "tuple", items=tuple() as items):
            parts = tuple(as_tensors(walk, item) for item in items)
            return Container(value.type, walk.origin, items=parts)
        case Object(kind="tensorarray") | Constant(value=None):
            return value
        case _:
            return UNKNOWN


def handed(described: Api, args: list[Value], keywords: Keywords) -> Iterator[tuple[str, Value]]:
    """The arguments that something calls, by the names of its parameters."""
    for name, position in described.calls.items():
        if name in keywords:
            yield name, keywords[name]
        elif position is not None and position < len(args):
            yield name, args[position]


def _is_inside(func: Value, frame: Frame) -> bool:
    """Whether a function is written inside the one that is running: AutoGraph converts them together."""
    return isinstance(func, Function) and frame.scope.encloses(func.scope)


@contextmanager
def converting(frame: Frame, unconverted: Unconverted | None) -> Iterator[None]:
    """While what a frame calls is converted by AutoGraph, or is not, for some reason."""
    before, frame.unconverted = frame.unconverted, unconverted
    try:
        yield
    finally:
        frame.unconverted = before


def functions_in(value: Value) -> Iterator[Value]:
    """The functions that a value is, or may be, or that a list, tuple or dict holds."""
    if isinstance(value, (Function, TracedCallable, Partial, Instance)):
        yield value
    elif isinstance(value, Union):
        plain = {member.scope for member in value.members if isinstance(member, Function)}
        for member in value.members:
            if not (isinstance(member, TracedCallable) and _scope_of(member) in plain):
                yield from functions_in(member)
    elif isinstance(value, Container):
        for item in (*(value.items or ()), *(value.keys or {}).values(), value.element):
            yield from functions_in(item)


def _scope_of(traced: TracedCallable) -> Scope | None:
    """Whose body a traced function runs: ``step = tf.function(step)`` under a flag is one function still."""
    inner: Value = traced
    while isinstance(inner, (TracedCallable, Partial)):
        inner = inner.func
    return inner.scope if isinstance(inner, Function) else None


def _parameters(func: Value) -> list[Value]:
    """What a function gets that TensorFlow calls: tensors."""
    inner, already, named = func, 0, set[str]()
    while isinstance(inner, (TracedCallable, Partial)):
        if isinstance(inner, Partial):
            already += len(inner.args)
            named.update(name for name, _ in inner.keywords)
        inner = inner.func
    if not isinstance(inner, Function):
        return [Tensor(True, assumed=True)]
    left = positional(inner)[already + (inner.bound is not None) :]
    return [Tensor(True, assumed=True) for argument in left if argument.arg not in named]


def positional(function: Function) -> list[ast.arg]:
    """The parameters of a function that have to be given by position."""
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    every = [*node.args.posonlyargs, *node.args.args]
    return every[: len(every) - len(node.args.defaults)]
