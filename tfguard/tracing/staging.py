"""What AutoGraph makes of a function's branches and loops: remembered while the body is walked."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from tfguard.syntax.records import dataclass
from tfguard.tracing.values import (
    Array,
    Class,
    Constant,
    Container,
    Function,
    Object,
    Scalar,
    Static,
    Tensor,
    Value,
    is_certainly,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.events.event import Context
    from tfguard.tracing.events.grounds import Grounds

LoopNode = ast.For | ast.AsyncFor | ast.While


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of a branch, walked.

    Attributes:
        names: what the function's names hold at its end; a name that is missing is bound on no path to there.
        leaves: it ends in ``return``, ``break``, ``continue`` or ``raise``.
        raises: it ends in ``raise``.
    """

    names: Mapping[str, Value]
    leaves: bool
    raises: bool = False


@dataclass(slots=True, eq=False)
class Branch:
    """An ``if`` statement.

    Attributes:
        node: the statement.
        context: what holds there.
        grounds: why its condition is a tensor, where AutoGraph stages it; None for Python's conditions.
        sides: those that tracing runs.
        rest: where a side leaves: how the block ends in which the statement stands.
    """

    node: ast.If
    context: Context
    grounds: Grounds | None
    sides: dict[bool, Side] = field(default_factory=dict)
    rest: Side | None = None

    @property
    def left_early(self) -> bool:
        """Whether a side of it leaves."""
        return any(side.leaves for side in self.sides.values())


@dataclass(slots=True, eq=False)
class Loop:
    """A ``for`` or ``while`` statement.

    Attributes:
        node: the statement.
        context: what holds there.
        grounds: why it is staged; None for a loop that is not, or of which that is not known.
        python: it certainly is a loop of Python.
        before: what the function's names hold before it.
        after: what they hold after one iteration.
    """

    node: LoopNode
    context: Context
    grounds: Grounds | None
    python: bool
    before: Mapping[str, Value]
    after: Mapping[str, Value] | None = None


@dataclass(slots=True, eq=False)
class Staging:
    """The branches and loops of one run of a function that AutoGraph converts, as first walked.

    Attributes:
        branches, loops: by statement.
        left: ``return``, ``break`` and ``continue`` statements that tracing reaches, with what holds there.
        returned: what ``return`` statements give.
    """

    branches: dict[ast.If, Branch] = field(default_factory=dict)
    loops: dict[LoopNode, Loop] = field(default_factory=dict)
    left: dict[ast.stmt, Context] = field(default_factory=dict)
    returned: dict[ast.Return, Value] = field(default_factory=dict)

    @property
    def stages(self) -> bool:
        """Whether anything is staged."""
        return any(branch.grounds for branch in self.branches.values()) or any(
            loop.grounds for loop in self.loops.values()
        )


_PYTHON = (Constant, Scalar, Static, Container, Array, Function, Class)
_PYTHON_KINDS = frozenset(("range", "python_iterator", "generator"))
# The type of what `enumerate` and the like give of something that may be a dataset: AutoGraph converts that.
LAZY = "lazy"


def is_python(value: Value) -> bool:
    """Whether a value certainly is Python's own: neither a tensor nor a dataset, nor what may be one."""
    for member in members(value):
        if isinstance(member, Object):
            if member.kind not in _PYTHON_KINDS:
                return False
        elif not isinstance(member, _PYTHON) or (isinstance(member, Container) and member.type == LAZY):
            return False
    return True


def is_staged(value: Value) -> bool:
    """Whether a loop over a value is one of TensorFlow."""
    return is_certainly(value, Tensor) or all(
        isinstance(member, Object) and member.kind.startswith("dataset") for member in members(value)
    )
