"""Loops: their bodies are walked as often as it takes to see what one round leaves to the next."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import field
from typing import TYPE_CHECKING

from tfguard.syntax.liveness import liveness
from tfguard.syntax.records import dataclass
from tfguard.tracing import (
    compiled,
    conditions,
    effects,
    elements,
    needs,
    snapshots,
    statements,
    unrolled,
    writes,
)
from tfguard.tracing.events.control_flow import LoopConditionChanged
from tfguard.tracing.events.event import Path
from tfguard.tracing.frames import Frame
from tfguard.tracing.staging import Loop, is_python, is_staged
from tfguard.tracing.trace import Choice
from tfguard.tracing.values import Tensor, Value

if TYPE_CHECKING:
    from tfguard.tracing.trace import Trace
    from tfguard.tracing.walk import Walk

LOOP_ROUNDS = 2  # the second round sees what the first one leaves behind


def walk_for(walk: Walk, node: ast.For | ast.AsyncFor, frame: Frame) -> bool:
    """Walk ``for``; tell whether the code after it is reached."""
    trace = walk.trace
    assert trace is not None
    with trace.collecting() as reads:
        iterated = walk.evaluate(node.iter, frame)
    effects.iterate(walk, iterated, node.iter, frame)
    compiled.note_loop(walk, iterated, node.iter, frame)
    if not frame.converted:
        needs.elements(walk, iterated, node.iter, frame, needs.FOR)
    elif isinstance(node.target, (ast.Tuple, ast.List)) and is_staged(iterated):
        needs.elements(walk, elements.element(iterated), node.iter, frame, "unpacking")
    staged = frame.converted and is_staged(iterated)
    if frame.staging is not None and node not in frame.staging.loops:
        grounds = None
        if staged and not trace.caught:
            tensor = needs.symbolic(iterated) or Tensor(assumed=conditions.assumed(iterated))
            grounds = needs.grounds(walk, tensor, node.iter, frame)
        context = trace.context(frame.module, frame.converted)
        python = not staged and is_python(iterated)
        frame.staging.loops[node] = Loop(node, context, grounds, python, dict(frame.env))

    # `for layer in self.layers[:depth]`: the argument says which layers are used.
    if isinstance(node.iter, ast.Subscript) and any(path[0] == "argument" for path in reads):
        reads.add(("chosen",))

    def bind() -> None:
        writes.assign(walk, node.target, elements.element(iterated), frame, node, frozenset(reads))

    with trace.under(choice=Choice(node.iter, tensor=staged)):
        before = trace.operations
    runs = not staged and is_python(iterated) and unrolled.surely_runs(walk, node.iter, iterated, frame)
    goes_on = _loop(walk, node, frame, bind, "loop" if staged else "", runs=runs)
    if not staged and is_python(iterated):
        unrolled.judge(walk, node, iterated, frame, trace.operations - before)
    return goes_on


def walk_while(walk: Walk, node: ast.While, frame: Frame) -> bool:
    """Walk ``while``; tell whether the code after it is reached."""
    condition = conditions.test(walk, node.test, frame, plain=False)
    if condition.known is False:
        return statements.block(walk, node.orelse, frame)
    trace = walk.trace
    assert trace is not None
    made_before = trace.operations
    if frame.staging is not None and node not in frame.staging.loops:
        frame.staging.loops[node] = Loop(
            node, condition.context(frame), condition.grounds, condition.python, dict(frame.env)
        )
    with trace.under(guard=condition.guard, choice=condition.choice(frame)):
        goes_on = _loop(
            walk, node, frame, lambda: None, "loop" if condition.staged and frame.converted else ""
        )
    if condition.python:
        unrolled.judge(walk, node, None, frame, trace.operations - made_before)
    forever = condition.known is True and not any(isinstance(part, ast.Break) for part in ast.walk(node))
    return goes_on and not forever


def _loop(
    walk: Walk,
    node: ast.For | ast.AsyncFor | ast.While,
    frame: Frame,
    bind: Callable[[], None],
    staged: str,
    *,
    runs: bool = False,
) -> bool:
    """Walk a loop; one that surely runs leaves nothing as it was before it."""
    trace = walk.trace
    assert trace is not None
    outer, frame.exits = frame.exits, []
    frame.staged += bool(staged)
    ends = [snapshots.take(walk, frame)]
    known = frame.staging.loops.get(node) if frame.staging is not None else None
    grounds = known.grounds if known is not None else None
    with trace.under(staged=staged, containers=frame.containers(), loop=grounds):
        first: _Round | None = None
        for _ in range(LOOP_ROUNDS):
            before = snapshots.take(walk, frame)
            bind()
            if first is not None and first.repeats(node, frame, trace):
                snapshots.restore(walk, frame, before)
                break
            first = first or _Round(dict(frame.env), dict(frame.taint), trace.overlay)
            with trace.collecting() as first.read:
                goes_on = statements.block(walk, node.body, frame)
            if goes_on:
                ends.append(snapshots.take(walk, frame))
                _end_of_round(walk, node, frame)
            left = [*ends[1:], *frame.exits] if runs else []
            snapshots.merge(walk, frame, left or [*ends, *frame.exits])
            if frame.env == before.env and trace.overlay == before.overlay:
                break
    frame.exits = outer
    frame.staged -= bool(staged)
    return statements.block(walk, node.orelse, frame) if node.orelse else True


@dataclass(slots=True, eq=False)
class _Round:
    """The first round of a loop: what its body began with, and the outliving state that it read."""

    env: Mapping[str, Value]
    taint: Mapping[str, frozenset[Path]]
    overlay: Mapping[Path, Value]
    read: set[Path] = field(default_factory=set)

    def repeats(self, node: ast.For | ast.AsyncFor | ast.While, frame: Frame, trace: Trace) -> bool:
        """Whether a round from here on would be the same again: nothing that the body reads has changed."""
        function = frame.scope.node
        if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return False
        if any(trace.overlay.get(path) != self.overlay.get(path) for path in self.read):
            return False
        return all(
            frame.env.get(name) == self.env.get(name) and frame.taint.get(name) == self.taint.get(name)
            for name in liveness(function).before.get(node.body[0], ())
        )


def _end_of_round(walk: Walk, node: ast.For | ast.AsyncFor | ast.While, frame: Frame) -> None:
    """What one iteration leaves behind; a condition that was Python's may be a tensor now."""
    loop = frame.staging.loops.get(node) if frame.staging is not None else None
    if loop is None or loop.after is not None:
        return
    loop.after = dict(frame.env)
    if not isinstance(node, ast.While) or not loop.python:
        return
    condition = conditions.test(walk, node.test, frame, plain=False)
    if condition.grounds is not None and walk.trace is not None:
        text = frame.module.text_of(node.test, 40)
        walk.trace.emit(LoopConditionChanged(node.test, loop.context, text=text, grounds=condition.grounds))
