"""What the project puts into containers after they were made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import positional_names
from tfguard.syntax.scopes import Scope, ScopeKind
from tfguard.tracing import decorators
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import UNKNOWN, Container, Value, join, members
from tfguard.tracing.world.parameters import decorated_by

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World

_FILLERS = {"append": 0, "add": 0, "appendleft": 0, "insert": 1, "setdefault": 1}  # position of the element
MAX_FILLINGS = 8  # of one name or attribute


class Fillings:
    """Adds to each container, once, what its file puts into it.

    Args:
        world: what is known of the program.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._filled: set[Container] = set()

    def fill(self, value: Value, frame: Frame, kind: type[ast.expr], name: str, home: Scope) -> None:
        """Put into the containers that a name or attribute holds what the file adds to it.

        Args:
            value: what it holds.
            frame: a frame of the file.
            kind: ``ast.Name`` or ``ast.Attribute``.
            name: the name or attribute.
            home: the scope in which the name lives, or the class whose attribute it is.
        """
        held = [m for m in members(value) if isinstance(m, Container) and m.mutable and m not in self._filled]
        if not held:
            return
        self._filled.update(held)
        walk = self._world.walk
        for expression, scope in islice(_fillings(frame.module, kind, name, home), MAX_FILLINGS):
            inner = frame.frame_of(scope) or self._world.frame(scope, frame.module)
            with walk.outside(walk.origin):
                added = join(walk.evaluate(expression, inner), *self._registered(expression, scope, inner))
            for container in held:
                empty = container.element == UNKNOWN
                container.element = added if empty else join(container.element, added)

    def _registered(self, expression: ast.expr, scope: Scope, frame: Frame) -> Iterator[Value]:
        """What a decorator puts into a table: ``TABLE[name] = function``, or what it makes of that."""
        if not isinstance(expression, ast.Name) or scope.kind is not ScopeKind.FUNCTION:
            return
        given = positional_names(scope.node)[-1:] == [expression.id]
        if not given and not _returns(scope, expression.id):
            return
        for decorator, function in islice(decorated_by(self._world, scope, frame.module), MAX_FILLINGS):
            yield function if given else decorators.apply(self._world.walk, decorator, function)


def _returns(scope: Scope, name: str) -> bool:
    """Whether a function gives what one of its names holds."""
    body = getattr(scope.node, "body", ())
    return any(
        isinstance(statement, ast.Return)
        and isinstance(statement.value, ast.Name)
        and statement.value.id == name
        for statement in body
    )


def _fillings(
    module: Module, kind: type[ast.expr], name: str, home: Scope
) -> Iterator[tuple[ast.expr, Scope]]:
    """Expressions that a file puts into what a name or attribute holds, with their scopes."""
    for holder, value, scope in _added(module):
        if not isinstance(holder, kind):
            continue
        if isinstance(holder, ast.Name):
            fits = holder.id == name and scope.home_of(name) is home
        else:
            own = isinstance(holder, ast.Attribute) and holder.attr == name
            fits = own and isinstance(getattr(holder, "value", None), ast.Name) and home.encloses(scope)
        if fits:
            yield value, scope


def _added(module: Module) -> Iterator[tuple[ast.expr, ast.expr, Scope]]:
    """What stands for a container, what is put into it, and where."""
    for store in module.index.item_stores:
        if store.value is not None:
            yield store.target.value, store.value, store.scope
    for method, position in _FILLERS.items():
        for call, scope in module.index.calls_by_name.get(method, ()):
            if isinstance(call.func, ast.Attribute) and position < len(call.args):
                yield call.func.value, call.args[position], scope
