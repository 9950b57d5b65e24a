"""Statements: the walk over a body, in the order in which tracing runs it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from tfguard.syntax.parameters import default_of
from tfguard.tracing import (
    attributes,
    calls,
    conditions,
    decorators,
    effects,
    handlers,
    library_methods,
    loops,
    lowering,
    needs,
    returned,
    snapshots,
    unused,
    writes,
)
from tfguard.tracing.axes import of_branches
from tfguard.tracing.events.control_flow import RaisedInBranch
from tfguard.tracing.events.needs import Use
from tfguard.tracing.frames import Frame, Snapshot
from tfguard.tracing.staging import Branch, Side, Staging
from tfguard.tracing.unconverted import Reason, Unconverted, construct_in
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Class,
    Instance,
    Library,
    Object,
    Scalar,
    Tensor,
    Value,
)

if TYPE_CHECKING:
    from tfguard.tracing.trace import Trace
    from tfguard.tracing.walk import Walk


def body(walk: Walk, node: ast.FunctionDef, frame: Frame) -> bool:
    """Walk a function's body, and judge what AutoGraph makes of it.

    Args:
        walk: a walk inside a trace.
        node: the function's definition.
        frame: its run.

    Returns:
        Whether its end can be reached.

    Raises:
        BudgetExceeded: the root's trace is too long.
    """
    if frame.converted:
        _look_for_constructs(walk, node, frame)
    if frame.converted:
        frame.staging = Staging()
    falls_through = block(walk, node.body, frame)
    lowering.judge(walk, frame)
    return falls_through


def _look_for_constructs(walk: Walk, node: ast.FunctionDef, frame: Frame) -> None:
    """Some statements keep AutoGraph from converting the function that they stand in."""
    around = frame.parent
    if around is not None and around.live and around.converted:
        return  # part of a function that is converted
    found = construct_in(node, walrus=_trace(walk).target.refuses_walrus)
    if found is not None:
        name = frame.scope.qualname
        frame.unconverted = Unconverted(Reason.CONSTRUCT, name, found.node, frame.module, found.what)


def block(walk: Walk, body: Sequence[ast.stmt], frame: Frame) -> bool:
    """Walk statements in order.

    Args:
        walk: a walk inside a trace.
        body: the statements.
        frame: the function that runs.

    Returns:
        Whether the end of the block can be reached.

    Raises:
        BudgetExceeded: the root's trace is too long.
    """
    left_early: list[Branch] = []
    goes_on = _statements(walk, body, frame, left_early)
    for branch in left_early:
        if branch.rest is None:
            branch.rest = Side(dict(frame.env), leaves=not goes_on)
    return goes_on


def _statements(walk: Walk, body: Sequence[ast.stmt], frame: Frame, left_early: list[Branch]) -> bool:
    trace = _trace(walk)
    with trace.under():
        if trace.guards and body and isinstance(body[-1], ast.Raise):
            trace.hold(raises=True)
        for statement in body:
            trace.step()
            handler = _HANDLERS.get(type(statement))
            if handler is None:
                continue
            if isinstance(statement, ast.If):
                goes_on, condition = _if(walk, statement, frame)
                branch = frame.staging.branches.get(statement) if frame.staging is not None else None
                if branch is not None and branch.grounds is not None and branch.left_early:
                    left_early.append(branch)
                if goes_on and condition is not None:
                    # `if done: return`: what follows runs only while it is not done.
                    trace.hold(
                        condition.guard,
                        in_branch=condition.certain(frame),
                        choice=condition.choice(frame),
                    )
            else:
                goes_on = handler(walk, statement, frame)
            if not goes_on:
                return False
    return True


def _trace(walk: Walk) -> Trace:
    assert walk.trace is not None, "statements are walked inside a trace only"
    return walk.trace


# Simple statements


def _expression(walk: Walk, node: ast.Expr, frame: Frame) -> bool:
    walk.evaluate(node.value, frame)
    if isinstance(node.value, ast.Call):
        library_methods.result_dropped(walk, node.value, frame)
        unused.result_dropped(walk, node.value, frame)
    return True


def _assign(walk: Walk, node: ast.Assign, frame: Frame) -> bool:
    trace = _trace(walk)
    with trace.collecting() as reads:
        if _is_only_said(node, frame):
            told = trace.said_tensor
            with trace.under(spoken=True):
                value = walk.evaluate(node.value, frame)
            trace.said_tensor = told
        else:
            value = walk.evaluate(node.value, frame)
    if all(isinstance(target, ast.Name) and target.id == "_" for target in node.targets):
        unused.result_dropped(walk, node.value, frame)
    for target in node.targets:
        if isinstance(target, (ast.Tuple, ast.List)):
            needs.elements(walk, value, node.value, frame, "unpacking")
        writes.assign(walk, target, value, frame, node, frozenset(reads))
    return True


def _is_only_said(node: ast.Assign, frame: Frame) -> bool:
    """``message = f"..."`` where the name is only raised, printed or logged."""
    match node:
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.JoinedStr() | ast.Call() | ast.BinOp()):
            return _makes_text(node.value) and _uses_only_say(name, frame.scope.node)
        case _:
            return False


# Methods of loggers, and functions of logging and warnings.
_LOGGING = frozenset(("debug", "info", "warning", "warn", "error", "critical", "exception", "log", "fatal"))


def _makes_text(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.Call(func=ast.Attribute(value=ast.Constant(value=str()), attr="format")):
            return True
        case ast.BinOp(left=ast.Constant(value=str()), op=ast.Mod()):
            return True
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _makes_text(left) or _makes_text(right)
        case _:
            return False


@lru_cache(maxsize=512)
def _uses_only_say(name: str, scope: ast.AST) -> bool:
    said: set[ast.AST] = set()
    for part in ast.walk(scope):
        match part:
            case ast.Raise() | ast.Call(func=ast.Name(id="print")):
                said.update(ast.walk(part))
            case ast.Call(func=ast.Attribute(attr=method)) if method in _LOGGING:
                said.update(ast.walk(part))
    return all(
        part in said
        for part in ast.walk(scope)
        if isinstance(part, ast.Name) and part.id == name and isinstance(part.ctx, ast.Load)
    )


def _annotated(walk: Walk, node: ast.AnnAssign, frame: Frame) -> bool:
    if node.value is not None:
        with _trace(walk).collecting() as reads:
            value = walk.evaluate(node.value, frame)
        writes.assign(walk, node.target, value, frame, node, frozenset(reads))
    return True


def _augmented(walk: Walk, node: ast.AugAssign, frame: Frame) -> bool:
    writes.augment(walk, node, frame)
    return True


def _delete(walk: Walk, node: ast.Delete, frame: Frame) -> bool:
    for target in node.targets:
        writes.delete(walk, target, frame, node)
    return True


def _return(walk: Walk, node: ast.Return, frame: Frame) -> bool:
    value = walk.evaluate(node.value, frame) if node.value is not None else NONE
    if node.value is not None and _trace(walk).stack.at_root:
        effects.bake(walk, value, node.value, frame)  # what a traced function returns is a tensor
        returned.note(walk, value, node.value, frame)
    frame.returned.append(value)
    _note_leaving(walk, node, frame)
    if frame.staging is not None:
        frame.staging.returned[node] = value
    return False


def _note_leaving(walk: Walk, node: ast.stmt, frame: Frame) -> None:
    if frame.staging is not None and node not in frame.staging.left and not _trace(walk).caught:
        frame.staging.left[node] = _trace(walk).context(frame.module, frame.converted)


def _raise(walk: Walk, node: ast.Raise, frame: Frame) -> bool:
    trace = _trace(walk)
    with trace.under(spoken=True):
        for part in (node.exc, node.cause):
            if part is not None:
                walk.evaluate(part, frame)
    if (
        trace.in_branch
        and not trace.caught
        and node.exc is not None
        and not _is_abstract(walk, node.exc, frame)
    ):
        text = frame.module.text_of(node.exc, 40)
        trace.emit(RaisedInBranch(node, trace.context(frame.module, frame.converted), text=text))
    return False


_ABSTRACT = "builtins.NotImplementedError"


def _is_abstract(walk: Walk, node: ast.expr, frame: Frame) -> bool:
    """``raise NotImplementedError``: a subclass is meant to do otherwise."""
    made = node.func if isinstance(node, ast.Call) else node
    return isinstance(made, ast.Name) and walk.evaluate(made, frame) == Library(
        "builtins.NotImplementedError"
    )


def _assert(walk: Walk, node: ast.Assert, frame: Frame) -> bool:
    tensor = needs.symbolic(walk.evaluate(node.test, frame))
    if tensor is not None:
        needs.need(walk, Use.ASSERT, tensor, node, frame)
    if node.msg is not None:
        with _trace(walk).under(spoken=True):
            walk.evaluate(node.msg, frame)
    return True


def _leave_loop(walk: Walk, node: ast.Break | ast.Continue, frame: Frame) -> bool:
    frame.exits.append(snapshots.take(walk, frame))
    _note_leaving(walk, node, frame)
    return False


def _import(walk: Walk, node: ast.Import | ast.ImportFrom, frame: Frame) -> bool:
    for binding in (b for found in frame.scope.bindings.values() for b in found if b.node is node):
        if binding.imported is not None:
            name = next(n for n, found in frame.scope.bindings.items() if binding in found)
            frame.env[name] = walk.world.imported(binding.imported, frame.module)
    return True


def _define(walk: Walk, node: ast.FunctionDef | ast.AsyncFunctionDef, frame: Frame) -> bool:
    frame.env[node.name] = decorators.decorated(walk, node, frame)
    return True


def _class(walk: Walk, node: ast.ClassDef, frame: Frame) -> bool:
    frame.env[node.name] = Class(frame.module.index.scopes[node], frame.module, frame)
    return True


# Compound statements


def _if(walk: Walk, node: ast.If, frame: Frame) -> tuple[bool, conditions.Condition | None]:
    """Walk an ``if``; the condition is given when it holds for what follows too (one side has left)."""
    condition = conditions.test(walk, node.test, frame, plain=False)
    if condition.guard is not None:
        condition.guard.alternative = bool(node.orelse)
        condition.guard.decides = _decides(node)
        condition.guard.usual = _usual_side(node.test, frame)
    branch = _branch(node, condition, frame)
    start = snapshots.take(walk, frame)
    ends: list[Snapshot] = []
    left_early = False
    for side, body in ((True, node.body), (False, node.orelse)):
        if not condition.may_be(side):
            left_early = left_early or (bool(body) and isinstance(body[-1], _LEAVES))
            continue
        snapshots.restore(walk, frame, start)
        frame.staged += condition.staged and frame.converted
        with condition.holding(side, frame):
            goes_on = block(walk, body, frame)
        frame.staged -= condition.staged and frame.converted
        if branch is not None and side not in branch.sides:
            raises = bool(body) and isinstance(body[-1], ast.Raise)
            branch.sides[side] = Side(dict(frame.env), leaves=not goes_on, raises=raises)
        if goes_on:
            ends.append(snapshots.leave(walk, frame))
        elif not isinstance(body[-1], ast.Raise):
            left_early = True
    if not ends:
        return False, None
    snapshots.merge(walk, frame, ends)
    if condition.staged and frame.converted and len(ends) == 2:
        _leave_open(frame, ends)
    return True, condition if left_early else None


def _leave_open(frame: Frame, ends: Sequence[Snapshot]) -> None:
    """Of what both branches of a graph give, it leaves the axes open in which they differ."""
    for name, value in frame.env.items():
        first, second = (end.env.get(name) for end in ends)
        if isinstance(value, Tensor) and isinstance(first, Tensor) and isinstance(second, Tensor):
            frame.env[name] = replace(value, static=of_branches(first.static, second.static))


_LEAVES = (ast.Return, ast.Break, ast.Continue)


def _branch(node: ast.If, condition: conditions.Condition, frame: Frame) -> Branch | None:
    """What is remembered of an ``if`` in code that AutoGraph converts."""
    staging = frame.staging
    if staging is None:
        return None
    known = staging.branches.get(node)
    if known is None:
        known = Branch(node, condition.context(frame), condition.grounds)
        staging.branches[node] = known
    elif condition.grounds is None:
        known.grounds = None  # in another round of a loop it is Python's
    return known


def _usual_side(test: ast.expr, frame: Frame) -> bool:
    """The side that a call takes which leaves a flag at its default."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return not _usual_side(test.operand, frame)
    node = frame.scope.node
    if isinstance(test, ast.Name) and isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        default = default_of(node, test.id)
        if isinstance(default, ast.Constant):
            return bool(default.value)
    return True


@lru_cache(maxsize=4096)
def _decides(node: ast.If) -> bool:
    """Whether a side of the ``if`` returns a value of its own."""
    return any(
        isinstance(part, ast.Return) and part.value is not None and not _is_none(part.value)
        for statement in (*node.body, *node.orelse)
        for part in ast.walk(statement)
    )


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(walk: Walk, node: ast.With | ast.AsyncWith, frame: Frame) -> bool:
    trace = _trace(walk)
    with ExitStack() as stack:
        exits: list[Value] = []
        for item in node.items:
            value = walk.evaluate(item.context_expr, frame)
            if isinstance(value, Object) and value.kind == "init_scope":
                stack.enter_context(trace.under(init_scope=True))
            entered = _enter(walk, value, item.context_expr, frame)
            if isinstance(value, Instance):
                exits.append(value)
            if item.optional_vars is not None:
                writes.assign(walk, item.optional_vars, entered, frame, node)
        goes_on = block(walk, node.body, frame)
        for value in exits:
            method = _member(walk, value, "__exit__", node, frame)
            calls.call_value(walk, method, [UNKNOWN, UNKNOWN, UNKNOWN], {}, node.items[0].context_expr, frame)
    return goes_on


def _enter(walk: Walk, value: Value, node: ast.expr, frame: Frame) -> Value:
    if isinstance(value, Instance):
        method = _member(walk, value, "__enter__", node, frame)
        return calls.call_value(walk, method, [], {}, node, frame)
    return value if isinstance(value, Object) else UNKNOWN


def _member(walk: Walk, value: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    return attributes.load(walk, value, name, node, frame)


def _try(walk: Walk, node: ast.Try, frame: Frame) -> bool:
    trace = _trace(walk)
    start = snapshots.take(walk, frame)
    trace.tried.append([])
    try:
        with trace.collecting() as reads, trace.under(caught=any(map(_catches, node.handlers))):
            goes_on = block(walk, node.body, frame)
    finally:
        operations = trace.tried.pop()
    goes_on = goes_on and not handlers.stops(node, trace.refused, frame)
    handlers.judge(walk, node, frame, operations)
    if goes_on:
        goes_on = block(walk, node.orelse, frame)
    ends = [snapshots.take(walk, frame)] if goes_on else []
    middle = snapshots.take(walk, frame)
    for handler in node.handlers:
        # The body may stop anywhere: the handler sees what was there before or after it.
        snapshots.merge(walk, frame, [start, middle])
        if handler.name is not None:
            frame.env[handler.name] = UNKNOWN
        with trace.under(guard=conditions.guard(None, reads, Scalar("bool"))):
            if block(walk, handler.body, frame):
                ends.append(snapshots.take(walk, frame))
    if ends:
        snapshots.merge(walk, frame, ends)
    return block(walk, node.finalbody, frame) and bool(ends)


def _catches(handler: ast.ExceptHandler) -> bool:
    """Whether a handler may wait for an error of a trace; what a name that is not built in means is open."""
    return handler.type is None or any(
        isinstance(part, ast.Name | ast.Attribute) and _last_part(part) not in _OTHER_ERRORS
        for part in (handler.type.elts if isinstance(handler.type, ast.Tuple) else (handler.type,))
    )


def _last_part(node: ast.Name | ast.Attribute) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr


# What tracing itself never raises.
_OTHER_ERRORS = frozenset(
    ("ImportError", "ModuleNotFoundError", "KeyError", "IndexError", "FileNotFoundError", "OSError",
     "IOError", "StopIteration", "KeyboardInterrupt", "ZeroDivisionError", "InvalidArgumentError",
     "OutOfRangeError")
)  # fmt: skip


def _match(walk: Walk, node: ast.Match, frame: Frame) -> bool:
    condition = conditions.test(walk, node.subject, frame, plain=False)
    start = snapshots.take(walk, frame)
    ends = [start]
    for case in node.cases:
        snapshots.restore(walk, frame, start)
        with _trace(walk).under(
            guard=condition.guard or conditions.guard(node.subject, set(), Scalar("bool"))
        ):
            for name in _captures(case.pattern):
                frame.env[name] = UNKNOWN
            if case.guard is not None:
                walk.evaluate(case.guard, frame)
            if block(walk, case.body, frame):
                ends.append(snapshots.take(walk, frame))
    snapshots.merge(walk, frame, ends)
    return True


def _captures(pattern: ast.pattern) -> list[str]:
    found = [getattr(part, "name", None) or getattr(part, "rest", None) for part in ast.walk(pattern)]
    return [name for name in found if isinstance(name, str)]


_HANDLERS: dict[type[ast.stmt], Callable[[Walk, Any, Frame], Any]] = {
    ast.Expr: _expression,
    ast.Assign: _assign,
    ast.AnnAssign: _annotated,
    ast.AugAssign: _augmented,
    ast.Delete: _delete,
    ast.Return: _return,
    ast.Raise: _raise,
    ast.Assert: _assert,
    ast.Break: _leave_loop,
    ast.Continue: _leave_loop,
    ast.Import: _import,
    ast.ImportFrom: _import,
    ast.FunctionDef: _define,
    ast.AsyncFunctionDef: _define,
    ast.ClassDef: _class,
    ast.If: _if,
    ast.For: loops.walk_for,
    ast.AsyncFor: loops.walk_for,
    ast.While: loops.walk_while,
    ast.With: _with,
    ast.AsyncWith: _with,
    ast.Try: _try,
    ast.Match: _match,
}
if hasattr(ast, "TryStar"):  # Python 3.11
    _HANDLERS[ast.TryStar] = _try
