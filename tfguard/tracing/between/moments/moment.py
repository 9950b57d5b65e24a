"""The moment itself: an expression is evaluated in frames that were told what is known at one call."""

from __future__ import annotations

import ast

from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.loops import Loop, loops_around
from tfguard.tracing.between.moments.attributes import tell_attribute
from tfguard.tracing.between.moments.names import tell_name
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.repeats import repeats
from tfguard.tracing.between.sites import Spot
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import Origin, Owner, Value, Variation

_ANYWHERE = Origin(Owner.UNKNOWN)


def moment_of(program: Program, call: Spot, depth: int = 0) -> Moment:
    """The moment of a call, kept for further questions."""
    known = program.moments.get((call.node, depth))
    if not isinstance(known, Moment):
        known = program.moments[call.node, depth] = Moment(program, call, depth)
    return known


class Moment:
    """What is known when a call is made.

    Args:
        program: the files.
        call: the call, or another expression.
        depth: how many callers back it is asked for.

    Attributes:
        loops: the loops around the call, by their nodes, innermost first.
        frames: frames of its own for the call's scope and for those around it, so that they can be told
            things; ``frame`` is the call's.
        pending: the names, and attributes of classes, that are being looked at.
    """

    def __init__(self, program: Program, call: Spot, depth: int = 0) -> None:
        self.program, self.call, self.depth = program, call, depth
        self.world = program.world
        self.module = call.module
        self.loops: dict[ast.AST, Loop] = {loop.node: loop for loop in loops_around(call.node, call.module)}
        self.frames = self._chain(call.scope)
        self.frame = self.frames[call.scope]
        self.pending: set[tuple[Scope, str]] = set()

    def _chain(self, scope: Scope) -> dict[Scope, Frame]:
        scopes: list[Scope] = []
        outer: Scope | None = scope
        while outer is not None:
            scopes.append(outer)
            outer = outer.parent
        found: dict[Scope, Frame] = {}
        parent: Frame | None = None
        for each in reversed(scopes):
            parent = found[each] = Frame(each, self.module, parent=parent)
        return found

    def value(self, node: ast.expr) -> Value:
        """What an expression at the call is, and why it varies over the calls."""
        self.prepare(node)
        return self.evaluate(node)

    def prepare(self, node: ast.AST) -> None:
        """Tell the frames what the names and attributes of an expression are at the call."""
        for part in ast.walk(node):
            if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Load):
                tell_name(self, part.id)
            elif isinstance(part, ast.Attribute) and isinstance(part.ctx, ast.Load):
                tell_attribute(self, part)

    def evaluate(self, node: ast.expr, frame: Frame | None = None, origin: Origin = _ANYWHERE) -> Value:
        """What an expression is by what the frames were told.

        Args:
            node: the expression.
            frame: one of the moment's frames; that of the call where it is None.
            origin: where the mutable values live that the expression makes.
        """
        with self.world.walk.outside(origin):
            return self.world.walk.evaluate(node, self.frame if frame is None else frame)

    def before(self, spot: Spot) -> Moment:
        """The moment of an expression that this one rests on, one step further back."""
        return moment_of(self.program, spot, self.depth + 1)

    def is_in_loop(self, node: ast.AST) -> bool:
        """Whether a node of the same file stands in one of the loops around the call."""
        parent: ast.AST | None = node
        while parent is not None:
            if parent in self.loops:
                return True
            parent = self.module.parents.get(parent)
        return False

    def repeated(self) -> Variation | None:
        """Why the function that makes the call runs again and again, if anything in the program says so."""
        function = self.call.scope.function
        return repeats(self.program, function, self.depth) if function is not None else None
