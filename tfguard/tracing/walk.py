"""The abstract interpreter's hub: what the parts of a walk share, and how they call each other."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.tracing import expressions
from tfguard.tracing.trace import Trace
from tfguard.tracing.values import CALL, EAGER_TENSOR, Object, Origin, Tensor, TracedCallable

if TYPE_CHECKING:
    from tfguard.tracing.world import World


class Walk:
    """One walk: inside a trace (events are written down), or outside (values only).

    Args:
        world: what is known of the program at any time.
        trace: the trace being walked; None outside.
    """

    def __init__(self, world: World, trace: Trace | None = None) -> None:
        self.world = world
        self.trace = trace
        self.origin: Origin = CALL  # of the mutable values that expressions make
        self.wrapped: list[TracedCallable] = []  # every function wrapped by a tracer meanwhile
        self.depth = 0
        self.pure_call: tuple[ast.AST, Object] | None = None  # the last call whose result is all it does
        self.python_first: ast.AST | None = None  # the last `flag and x > 0`: Python decides first
        self.contained = False  # whether the arguments just evaluated made layers with state

    evaluate = expressions.evaluate  # itself and no call of it: this runs for each expression

    def tensor(self, assumed: bool = False) -> Tensor:
        """What an operation gives here: symbolic in a graph, eager outside and in ``tf.init_scope``."""
        if self.trace is None or self.trace.in_init_scope:
            return EAGER_TENSOR
        return Tensor(True, assumed)

    def outside(self, origin: Origin) -> Outside:
        """Evaluate what was made before the trace: no events, and values live at ``origin``."""
        return Outside(self, origin)


class Outside:
    """A walk outside of its trace for a while.

    Args:
        walk: the walk.
        origin: where the mutable values live that expressions make.
    """

    __slots__ = ("_before", "_origin", "_walk")

    def __init__(self, walk: Walk, origin: Origin) -> None:
        self._walk, self._origin = walk, origin
        self._before = (walk.trace, walk.origin)

    def __enter__(self) -> None:
        self._before = (self._walk.trace, self._walk.origin)
        self._walk.trace, self._walk.origin = None, self._origin

    def __exit__(self, *error: object) -> None:
        self._walk.trace, self._walk.origin = self._before
