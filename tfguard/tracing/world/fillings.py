"""What the project puts into containers after they were made."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import UNKNOWN, Container, Value, join, members

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
                added = walk.evaluate(expression, inner)
            for container in held:
                empty = container.element == UNKNOWN
                container.element = added if empty else join(container.element, added)


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
