"""How often a loop of Python goes round, where the code says so: tracing writes its body down as often.

A comprehension is such a loop, whatever it builds; a generator expression when something takes all of it.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from tfguard.tracing import shapes
from tfguard.tracing.events.control_flow import LoopUnrolled
from tfguard.tracing.values import Array, Constant, Container, Object, Scalar, Tensor, Value, members

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.staging import LoopNode
    from tfguard.tracing.walk import Walk

Comprehension: TypeAlias = "ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp"

# Functions that take all that a generator gives.
_EXHAUSTING = frozenset(
    f"builtins.{name}"
    for name in ("sum", "list", "tuple", "set", "frozenset", "dict", "sorted", "max", "min")
) | {"functools.reduce", "collections.deque", "collections.OrderedDict"}
# Functions that give as many elements as their first argument has.
_AS_MANY = frozenset(("reversed", "enumerate", "list", "tuple", "zip"))
_OPERATORS = {ast.Lt: 0, ast.LtE: 1, ast.Gt: 0, ast.GtE: 1}  # by how much the bound counts as well


def judge(walk: Walk, node: LoopNode, iterated: Value | None, frame: Frame, operations: int) -> None:
    """Write down a loop that is unrolled many times.

    Args:
        walk: the walk at hand.
        node: the loop, which certainly is one of Python.
        iterated: what ``for`` goes over.
        frame: where it stands.
        operations: how many operations one round makes.
    """
    trace = walk.trace
    if trace is None or not operations or trace.in_init_scope or _may_leave(node):
        return
    if isinstance(node, ast.While):
        header: ast.expr = node.test
        count = _counted(walk, node, frame)
    else:
        header = node.iter
        count = _elements(walk, node.iter, iterated, frame)
    if count is not None and count >= walk.world.project.loop_iterations:
        text = frame.module.text_of(header, 40)
        trace.emit(LoopUnrolled(header, trace.context(frame.module, frame.converted), text=text, count=count))


def surely_runs(walk: Walk, node: ast.expr, iterated: Value, frame: Frame) -> bool:
    """Whether a loop of Python goes round at least once.

    Args:
        walk: the walk at hand.
        node: what it goes over.
        iterated: the value of that.
        frame: where it stands.
    """
    if isinstance(iterated, Container) and iterated.items:
        return True
    count = _elements(walk, node, iterated, frame)
    return count is not None and count > 0


def judge_comprehension(
    walk: Walk, node: Comprehension, iterated: Sequence[Value], made: Value, frame: Frame, operations: int
) -> None:
    """Write down a comprehension that is unrolled many times; a generator, when it is used up.

    Args:
        walk: the walk at hand.
        node: the comprehension.
        iterated: what each of its loops goes over.
        made: what it gives.
        frame: its own, where the names of its loops are known.
        operations: how many operations one round makes.
    """
    trace = walk.trace
    if trace is None or not operations or trace.in_init_scope:
        return
    if any(generator.ifs or generator.is_async for generator in node.generators):
        return
    headers = [generator.iter for generator in node.generators]
    counts = [_elements(walk, header, value, frame) for header, value in zip(headers, iterated, strict=True)]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts) or (count := math.prod(known)) < walk.world.project.loop_iterations:
        return
    text = ", ".join(frame.module.text_of(header, 40) for header in headers)
    context = trace.context(frame.module, frame.converted)
    event = LoopUnrolled(headers[0], context, text=text, count=count)
    if isinstance(node, ast.GeneratorExp):
        trace.waiting[made] = event
    else:
        trace.emit(event)


def exhaust(walk: Walk, name: str, args: Sequence[Value]) -> None:
    """A function is called that takes all of what a generator gives: its loop runs.

    Args:
        walk: the walk at hand.
        name: the function.
        args: what it gets by position.
    """
    if walk.trace is None or not walk.trace.waiting or name not in _EXHAUSTING:
        return
    for value in args:
        event = walk.trace.waiting.get(value)
        if event is not None:
            walk.trace.emit(event)


@lru_cache(maxsize=4096)
def _may_leave(node: LoopNode) -> bool:
    """Whether the loop may end before its time."""
    return any(
        isinstance(part, (ast.Break, ast.Return)) for statement in node.body for part in ast.walk(statement)
    )


def _elements(walk: Walk, node: ast.expr, value: Value | None, frame: Frame) -> int | None:
    match node:
        case ast.Call(func=ast.Name(id=name), args=[first, *_]) if name in _AS_MANY:
            return _elements(walk, first, walk.evaluate(first, frame), frame)
        case ast.Call(args=bounds, keywords=[]) if isinstance(value, Object) and value.kind == "range":
            numbers = [_number(walk.evaluate(bound, frame)) for bound in bounds]
            known = [number for number in numbers if number is not None]
            if not known or len(known) != len(numbers) or known[2:] == [0]:
                return None
            return len(range(*known))
    match value:
        case Container(items=tuple() as items):
            return len(items) if all(map(_is_data, items)) else None  # layers come one after the other
        case Container(length=int() as length, element=element):
            return length if _is_data(element) else None
        case Array(shape=(int() as length, *_)):
            return length
        case _:
            return None


def _is_data(value: Value) -> bool:
    return all(isinstance(member, (Constant, Scalar, Tensor, Array, Container)) for member in members(value))


def _number(value: Value) -> int | None:
    if isinstance(value, Scalar) and value.most is not None:
        return value.most
    size = shapes.dimension(value)
    return size if isinstance(size, int) else None


def _counted(walk: Walk, node: ast.While, frame: Frame) -> int | None:
    """``while i < 100`` with ``i += 1`` in its body, from a known start."""
    match node.test:
        case ast.Compare(left=ast.Name(id=name), ops=[op], comparators=[bound]):
            pass
        case _:
            return None
    loop = frame.staging.loops.get(node) if frame.staging is not None else None
    start = _number(loop.before.get(name, Constant(None))) if loop is not None else None
    end, steps = _number(walk.evaluate(bound, frame)), [_step(part, name) for part in node.body]
    known = [step for step in steps if step is not None]
    if start is None or end is None or len(known) != 1 or not known[0] or type(op) not in _OPERATORS:
        return None
    last = end + _OPERATORS[type(op)] * (1 if known[0] > 0 else -1)
    return len(range(start, last, known[0]))


def _step(statement: ast.stmt, name: str) -> int | None:
    """By how much a statement changes a counter."""
    match statement:
        case ast.AugAssign(target=ast.Name(id=target), op=op, value=ast.Constant(value=int() as step)):
            return _signed(op, step) if target == name else None
        case ast.Assign(
            targets=[ast.Name(id=target)],
            value=ast.BinOp(left=ast.Name(id=left), op=op, right=ast.Constant(value=int() as step)),
        ):
            return _signed(op, step) if target == left == name else None
        case _:
            return None


def _signed(op: ast.operator, step: int) -> int | None:
    return step if isinstance(op, ast.Add) else -step if isinstance(op, ast.Sub) else None
