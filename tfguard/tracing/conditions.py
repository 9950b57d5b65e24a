"""Conditions: which side of a branch a trace takes, and what a condition says of the state it tests."""

from __future__ import annotations

import ast
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from tfguard.syntax.records import dataclass
from tfguard.tracing import needs
from tfguard.tracing.events.event import Guard
from tfguard.tracing.staging import is_python
from tfguard.tracing.trace import Choice
from tfguard.tracing.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN,
    Class,
    Constant,
    Container,
    Function,
    Instance,
    Object,
    Package,
    Scalar,
    Tensor,
    TracedCallable,
    Union,
    Unknown,
    Value,
    is_certainly,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.events.event import Context
    from tfguard.tracing.events.grounds import Grounds
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


@dataclass(slots=True, eq=False)
class Condition:
    """A condition, evaluated.

    Attributes:
        walk: the walk at hand.
        known: its value, where that is certain.
        staged: True when it is a tensor: both sides are traced.
        guard: for an unknown Python condition inside a trace.
        assumed: with ``staged``: what it tests is only taken for a tensor.
        node: as written.
        sources: with ``assumed``: the arguments that it was computed from.
        grounds: with ``staged``, where AutoGraph converts it: why it is a tensor.
        first: with ``staged``: what Python decides before it: ``flag`` of ``flag and x > 0``.
        python: it certainly is Python's.
    """

    walk: Walk
    known: bool | None
    staged: bool
    guard: Guard | None
    assumed: bool = False
    node: ast.expr | None = None
    sources: frozenset[tuple[object, ...]] = frozenset()
    grounds: Grounds | None = None
    first: Guard | None = None
    python: bool = False

    def context(self, frame: Frame) -> Context:
        """What holds at a statement with this condition."""
        assert self.walk.trace is not None
        context = self.walk.trace.context(frame.module, frame.converted)
        return replace(context, guards=(*context.guards, self.first)) if self.first is not None else context

    def may_be(self, value: bool) -> bool:
        """Whether the trace can take that side."""
        return self.known is None or self.known is value

    def certain(self, frame: Frame) -> bool:
        """Whether it is a tensor for sure, and AutoGraph stages it."""
        return self.staged and frame.converted and not self.assumed

    def choice(self, frame: Frame) -> Choice | None:
        """What it says of the code on its sides, or behind it where one side has left."""
        if self.node is None:
            return None
        return Choice(self.node, self.staged and frame.converted, self.assumed, self.sources)

    def holding(self, side: bool, frame: Frame) -> AbstractContextManager[None]:
        """Walk one side."""
        trace = self.walk.trace
        if trace is None:
            return nullcontext()
        choice = self.choice(frame)
        if self.known is not None:
            return trace.under(choice=choice)
        if self.staged:
            certain = self.certain(frame)
            return trace.under(
                staged="branch", containers=frame.containers(), in_branch=certain, choice=choice
            )
        return trace.under(guard=self.guard and self.guard.on(side), choice=choice)


def test(walk: Walk, node: ast.expr, frame: Frame, *, plain: bool) -> Condition:
    """Evaluate a condition.

    Args:
        walk: the walk at hand.
        node: the condition.
        frame: where it stands.
        plain: Python decides, also in code that AutoGraph converts.
    """
    if walk.trace is None:
        value = walk.evaluate(node, frame)
        return Condition(walk, truth(value), False, None)
    with walk.trace.collecting() as reads:
        value = walk.evaluate(node, frame)
    known = truth(value)
    if known is not None:
        return Condition(walk, known, False, None, node=node, python=True)
    if is_certainly(value, Tensor):
        if frame.converted and not plain:
            return _staged(walk, value, node, reads, frame)
        needs.truth(walk, value, node, frame)  # it fails if it is one; else it is a condition like others
    return Condition(walk, None, False, guard(node, reads, value), node=node, python=is_python(value))


def _staged(
    walk: Walk, value: Value, node: ast.expr, reads: set[tuple[object, ...]], frame: Frame
) -> Condition:
    """A condition that is a tensor."""
    assert walk.trace is not None
    doubtful = assumed(value)
    grounds = None if walk.trace.caught else needs.grounds(walk, Tensor(assumed=doubtful), node, frame)
    first = guard(node, reads, Scalar("bool")) if walk.python_first is node else None
    sources = frozenset(path for path in reads if path[0] == "argument")
    return Condition(walk, None, True, None, doubtful, node, sources, grounds, first)


def guard(node: ast.AST | None, reads: set[tuple[object, ...]], value: Value = UNKNOWN) -> Guard:
    """The guard that an unknown Python condition puts on what it encloses."""
    return Guard(
        test=node,
        reads=set(reads),
        once_test=node is None or asks_once(node),
        opaque=isinstance(value, Unknown) and not reads,
        arguments=any(path[0] == "argument" for path in reads),
    )


@lru_cache(maxsize=4096)
def asks_once(node: ast.AST) -> bool:
    """Whether a condition asks if something is there yet: None tests, flags, membership, emptiness.

    Order comparisons and remainders ask about an amount: what they guard can run again and again.
    """
    for part in ast.walk(node):
        if isinstance(part, ast.Compare):
            for op, comparator in zip(part.ops, part.comparators, strict=True):
                if isinstance(op, (ast.Lt, ast.LtE, ast.Gt, ast.GtE)):
                    return False
                if isinstance(op, (ast.Eq, ast.NotEq)) and not isinstance(comparator, ast.Constant):
                    return False
        elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Mod):
            return False
    return True


def truth(value: Value) -> bool | None:
    """The truth of a value, where it is certain."""
    match value:
        case Constant(value=constant):
            return bool(constant)
        case Union(found):
            answers = {truth(member) for member in found}
            return answers.pop() if len(answers) == 1 else None
        case Function() | Class() | TracedCallable() | Package():
            return True
        case Container() if value.items is not None and value.type == "tuple":
            return bool(value.items)
        case _:
            return None


def compared(walk: Walk, op: ast.cmpop, left: Value, right: Value) -> Value:
    """What one comparison gives."""
    if isinstance(op, (ast.Is, ast.IsNot)) or (isinstance(op, (ast.Eq, ast.NotEq)) and NONE in (left, right)):
        same = _same(left, right)
        if same is None:
            return Scalar("bool")
        return TRUE if same is isinstance(op, (ast.Is, ast.Eq)) else FALSE
    if isinstance(op, (ast.In, ast.NotIn)):
        return Scalar("bool")
    if isinstance(left, Constant) and isinstance(right, Constant):
        return _constants(op, left.value, right.value)
    if is_certainly(left, Tensor) or is_certainly(right, Tensor):
        return replace(walk.tensor(assumed(left, right)), dtype="bool")
    if any(isinstance(m, Object) and m.kind in ("variable", "keras_variable") for m in (left, right)):
        return replace(walk.tensor(), dtype="bool")
    return Scalar("bool")


def _same(left: Value, right: Value) -> bool | None:
    if left == right == NONE:
        return True
    if NONE not in (left, right):
        if isinstance(left, Constant) and isinstance(right, Constant):
            return left == right
        return None
    other = right if left == NONE else left
    solid = (Tensor, Container, Instance, Object, Function, Class, TracedCallable, Scalar, Constant, Package)
    found = members(other)
    if all(isinstance(member, solid) and member != NONE for member in found):
        return False
    return None


def _constants(op: ast.cmpop, left: object, right: object) -> Value:
    try:
        match op:
            case ast.Eq():
                return Constant(left == right)
            case ast.NotEq():
                return Constant(left != right)
            case ast.Lt():
                return Constant(left < right)  # type: ignore[operator]
            case ast.LtE():
                return Constant(left <= right)  # type: ignore[operator]
            case ast.Gt():
                return Constant(left > right)  # type: ignore[operator]
            case ast.GtE():
                return Constant(left >= right)  # type: ignore[operator]
            case _:
                return Scalar("bool")
    except TypeError:
        return Scalar("bool")


def assumed(*values: Value) -> bool:
    """Whether the tensors among some values are only taken for tensors."""
    tensors = [m for value in values for m in members(value) if isinstance(m, Tensor)]
    return bool(tensors) and all(tensor.assumed for tensor in tensors)


class Remaining:
    """The operands of ``and`` and ``or``: each runs under the condition that those before it allow it."""

    def __init__(self, walk: Walk) -> None:
        self.walk = walk
        self.reads: set[tuple[object, ...]] = set()

    def block(self) -> AbstractContextManager[None]:
        """What is put under a condition meanwhile is so until the end of it."""
        trace = self.walk.trace
        return trace.under() if trace is not None else nullcontext()

    def evaluate(self, node: ast.expr, frame: Frame) -> Value:
        """Evaluate one operand."""
        trace = self.walk.trace
        if trace is None:
            return self.walk.evaluate(node, frame)
        with trace.collecting() as reads:
            value = self.walk.evaluate(node, frame)
        self.reads = reads
        return value

    def chosen_by(self, node: ast.expr) -> None:
        """What follows runs because this operand is known to let it."""
        trace = self.walk.trace
        if trace is not None:
            trace.hold(choice=Choice(node))

    def depends_on(self, node: ast.expr) -> None:
        """Put the operands that follow under the condition that this one is."""
        trace = self.walk.trace
        if trace is not None:
            trace.hold(guard(node, self.reads, Scalar("bool")))
