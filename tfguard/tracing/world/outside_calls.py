"""What project functions return when they are called outside any trace."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfguard.syntax.scopes import Scope
from tfguard.tracing import conditions, elements
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import NONE, UNKNOWN, Function, Object, Value, join

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World

MAX_DEPTH = 8  # of calls in calls
MAX_CALLS = 100  # within one question


class OutsideCalls:
    """Calls outside any trace: kept by what is passed, given up when there are too many of them.

    Args:
        world: what is known of the program.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._made: dict[object, Value] = {}
        self._returns: dict[Scope, list[ast.Return]] = {}
        self._fuel = MAX_CALLS

    def too_deep(self) -> bool:
        """Whether a question outside any trace has gone on for too long; then its answer is unknown."""
        depth = self._world.walk.depth
        if depth == 0:
            self._fuel = MAX_CALLS
        self._fuel -= 1
        if depth >= MAX_DEPTH or self._fuel < 0:
            self._world.cycles.too_deep()
            return True
        return False

    def call(self, function: Function, args: list[Value], keywords: dict[str, Value]) -> Value:
        """What a project function returns when it is called outside a trace."""
        world, scope = self._world, function.scope
        if world.cycles.meets(scope) or self.too_deep():
            return UNKNOWN
        if scope.yields:
            return Object("generator", "python_iterator", world.walk.origin, scope.node)
        arguments = (tuple(args), tuple(keywords.items()), world.walk.origin)
        key = ("call", scope, function.frame, function.bound, arguments)
        if key in self._made:
            return self._made[key]
        if isinstance(scope.node, ast.AsyncFunctionDef):
            return UNKNOWN
        parent = function.frame or (world.frame(scope.parent, function.module) if scope.parent else None)
        frame = Frame(scope, function.module, parent=parent, function=function)
        frame.env.update(elements.bind(world.walk, function, args, keywords, frame))
        world.walk.depth += 1
        try:
            with world.cycles.computing(scope):
                if isinstance(scope.node, ast.Lambda):
                    return world.walk.evaluate(scope.node.body, frame)
                values = [returned.value for returned in self._possible(scope, frame)]
                results = [world.walk.evaluate(value, frame) if value else NONE for value in values]
            result = join(*results) if results else NONE
            if world.cycles.complete(key) and not world.walk.wrapped:
                self._made[key] = result
            return result
        finally:
            world.walk.depth -= 1

    def _possible(self, scope: Scope, frame: Frame) -> list[ast.Return]:
        """The return statements that what is passed does not rule out (``if isinstance(x, Layer)``)."""
        found = self.returns(scope)
        if len(found) < 2:
            return found
        possible: list[ast.Return] = []
        for returned in found:
            reached = self._is_reached(returned, scope, frame)
            if reached is not False:
                possible.append(returned)
            if reached:
                break  # what follows is not
        return possible

    def _is_reached(self, returned: ast.Return, scope: Scope, frame: Frame) -> bool | None:
        """Whether a return statement certainly is reached, or is not; None where that is not known."""
        certain: bool | None = True
        inner: ast.AST = returned
        node = frame.module.parents[inner]
        while node is not scope.node:
            asked = None
            if isinstance(node, ast.If) and _asks_for_kind(node.test):
                asked = conditions.truth(self._world.walk.evaluate(node.test, frame))
            if asked is not None and isinstance(node, ast.If) and asked is (inner in node.orelse):
                return False
            certain = certain if asked is not None else None
            inner, node = node, frame.module.parents[node]
        return certain

    def returns(self, scope: Scope) -> list[ast.Return]:
        """The return statements of a function's own body."""
        found = self._returns.get(scope)
        if found is None:
            found = self._returns[scope] = list(_returns(scope.node))
        return found


_KINDS = frozenset(("isinstance", "isgeneratorfunction", "iscoroutinefunction", "isasyncgenfunction"))


def _asks_for_kind(test: ast.expr) -> bool:
    """Whether a condition asks what something is, and nothing else."""
    match test:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in _KINDS
        case ast.BoolOp(values=values):
            return all(map(_asks_for_kind, values))
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _asks_for_kind(operand)
        case _:
            return False


def _returns(node: ast.AST) -> Iterator[ast.Return]:
    body: list[ast.AST] = list(getattr(node, "body", [])) if not isinstance(node, ast.Lambda) else []
    while body:
        statement = body.pop(0)
        if isinstance(statement, ast.Return):
            yield statement
        elif not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.expr)):
            body[:0] = [child for child in ast.iter_child_nodes(statement) if not isinstance(child, ast.expr)]
