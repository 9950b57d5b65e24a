"""What AutoGraph makes of ``return``, ``break`` and names in branches and loops that it stages.

AutoGraph turns a body into functions: each staged branch and loop body is one, and what it leaves behind are
its outputs. ``return`` and ``break`` become flags. Where the outputs of two branches do not fit together,
or a flag becomes a tensor where Python has to decide, the trace raises. The order of AutoGraph's steps and
what each does were read in its converters (``break_statements.py``, ``return_statements.py``,
``control_flow.py``) and tried out (experiments: the examples of the rules on branches and loops).
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.syntax.liveness import bound_in, liveness
from tfguard.syntax.records import dataclass
from tfguard.tracing import fitting
from tfguard.tracing.events.control_flow import LoopLeft, NameUndefined, ReturnMissing, ValuesDiffer
from tfguard.tracing.events.grounds import together
from tfguard.tracing.values import NONE, join

if TYPE_CHECKING:
    from tfguard.tracing.events.control_flow import Difference
    from tfguard.tracing.events.event import Context, Guard
    from tfguard.tracing.events.grounds import Grounds
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.staging import Branch, Loop, LoopNode, Staging
    from tfguard.tracing.values import Value
    from tfguard.tracing.walk import Walk

_NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)
MAIN, ELSE = "main", "else"  # AutoGraph's names of the two branches


class Way(enum.Enum):
    """Whether tracing a block comes to a ``return``."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Around:
    """What is around a statement, in its function.

    Attributes:
        loop: the innermost loop.
        staged: the staged branches between that loop, or the function, and the statement.
    """

    loop: LoopNode | None = None
    staged: tuple[Branch, ...] = ()


def judge(walk: Walk, frame: Frame) -> None:
    """Write down what AutoGraph cannot stage in a body that has just been walked.

    Args:
        walk: the walk at hand.
        frame: the run of the function.
    """
    node, staging = frame.scope.node, frame.staging
    if staging is not None and staging.stages and isinstance(node, ast.FunctionDef):
        _Body(walk, frame, staging, node).block(node.body, Around())


class _Body:
    """A function's body, with what was remembered of it.

    Args:
        walk: the walk at hand.
        frame: the run of the function.
        staging: what was remembered.
        function: its definition.
    """

    def __init__(self, walk: Walk, frame: Frame, staging: Staging, function: ast.FunctionDef) -> None:
        assert walk.trace is not None
        self._trace, self._frame, self._staging, self._function = walk.trace, frame, staging, function
        self._missing: set[ast.AST] = set()  # branches of which one side returns nothing

    def block(self, body: Sequence[ast.stmt], around: Around) -> None:
        """Judge the statements of a block."""
        # From the end: what follows an early `return` is part of the branch, and is judged before it.
        for index, statement in reversed(list(enumerate(body))):
            match statement:
                case ast.If():
                    branch = self._staging.branches.get(statement)
                    staged = branch is not None and branch.grounds is not None
                    inner = Around(around.loop, (*around.staged, branch)) if branch and staged else around
                    self.block(statement.body, inner)
                    self.block(statement.orelse, inner)
                    if branch is not None and staged:
                        self._branch(branch, body[index:], around)
                case ast.For() | ast.AsyncFor() | ast.While():
                    self.block(statement.body, Around(statement))
                    loop = self._staging.loops.get(statement)
                    if loop is not None:
                        self._loop(loop)
                case ast.With() | ast.AsyncWith():
                    self.block(statement.body, around)
                case ast.Try():
                    for part in (statement.body, statement.orelse, statement.finalbody):
                        self.block(part, around)
                case ast.Break() | ast.Return():
                    self._leave(statement, around)

    # Leaving a loop

    def _leave(self, statement: ast.Break | ast.Return, around: Around) -> None:
        """``break`` or ``return`` in a loop, on a condition that is a tensor."""
        context = self._staging.left.get(statement)
        loop = self._staging.loops.get(around.loop) if around.loop is not None else None
        if context is None or loop is None or not around.staged:
            return
        grounds = together(*map(_grounds, around.staged))
        context = replace(context, guards=_guards(context, around.staged))
        if loop.python:
            self._trace.emit(
                LoopLeft(
                    statement,
                    context,
                    word="break" if isinstance(statement, ast.Break) else "return",
                    branch=self._frame.module.place(around.staged[-1].node),
                    loop=self._frame.module.place(_header(loop.node)),
                    loop_text=_loop_text(self._frame, loop.node),
                    grounds=grounds,
                )
            )
        elif isinstance(statement, ast.Return) and not self._both_return(around.staged[-1]):
            self._trace.emit(
                ReturnMissing(
                    statement,
                    context,
                    missing="",
                    loop=self._frame.module.place(_header(loop.node)),
                    gives_none=False,
                    grounds=grounds,
                )
            )

    def _both_return(self, branch: Branch) -> bool:
        return all(self._returns(side) is not Way.NO for side in (branch.node.body, branch.node.orelse))

    # Branches

    def _branch(self, branch: Branch, here: Sequence[ast.stmt], around: Around) -> None:
        """An ``if`` that is staged, with the rest of its block."""
        parts = here if branch.left_early else here[:1]
        if self._missing and any(
            part in self._missing for statement in parts for part in ast.walk(statement)
        ):
            return  # what is wrong with an inner one comes first
        undefined = list(self._undefined(branch, here))
        if around.loop is None and _holds_return(branch.node):
            missing = self._missing_return(branch.node, here[1:])
            # AutoGraph looks at all outputs of the main branch first.
            if missing is not None:
                self._missing.add(branch.node)
                if missing.side == MAIN or not undefined:
                    self._emit_missing(branch, missing)
                    return
        if not undefined:
            self._differ(branch, here, around)
        for name, side, gives_none in undefined:
            self._trace.emit(
                NameUndefined(
                    branch.node.test,
                    branch.context,
                    name=name,
                    missing=side,
                    gives_none=gives_none,
                    grounds=_grounds(branch),
                )
            )

    def _differ(self, branch: Branch, here: Sequence[ast.stmt], around: Around) -> None:
        """Outputs of both branches that do not fit together."""
        ends, live = self._ends(branch), self._live(branch, here)
        if ends is not None:
            for name in live:
                first, second = (end.get(name) for end in ends)
                if first is not None and second is not None:
                    self._emit_difference(branch, name, fitting.difference(first, second))
        if around.loop is None and _holds_return(branch.node):
            sides = self._sides(branch.node, here[1:])
            given = [self._given(side) for side in sides.values()]
            if given[0] is not None and given[1] is not None:
                self._emit_difference(branch, "", fitting.difference(given[0], given[1]))

    def _emit_difference(self, branch: Branch, name: str, found: tuple[Difference, str, str] | None) -> None:
        if found is not None:
            node, context, grounds = branch.node.test, branch.context, _grounds(branch)
            self._trace.emit(ValuesDiffer(node, context, name, *found, loop=False, grounds=grounds))

    def _given(self, side: Sequence[ast.stmt]) -> Value | None:
        """What a side returns, where it returns whatever happens."""
        given = [self._staging.returned.get(node) for node in _returns_in(side)]
        known = [value for value in given if value is not None]
        if self._returns(side) is not Way.YES or not known or len(known) != len(given):
            return None
        return join(*known)

    def _loop(self, loop: Loop) -> None:
        """What a staged loop carries along has to stay what it is before the loop."""
        if loop.grounds is None or loop.after is None or self._has_options(loop.node):
            return
        known = liveness(self._function)
        live = known.after.get(loop.node, frozenset()) | known.before.get(loop.node, frozenset())
        bound = bound_in((loop.node,)) - self._frame.scope.global_names - self._frame.scope.nonlocal_names
        for name in sorted(bound & live):
            first, second = loop.before.get(name), loop.after.get(name)
            if first is None or second is None or NONE in (first, second):
                continue
            found = fitting.difference(first, second) or fitting.grown(first, second)
            if found is not None:
                node = _changing(loop.node, name) or _header(loop.node)
                self._trace.emit(
                    ValuesDiffer(node, loop.context, name, *found, loop=True, grounds=loop.grounds)
                )

    @staticmethod
    def _has_options(loop: LoopNode) -> bool:
        """``tf.autograph.experimental.set_loop_options`` says what may change."""
        return any(
            isinstance(part, ast.Call) and ast.unparse(part.func).endswith("set_loop_options")
            for statement in loop.body[:2]
            for part in ast.walk(statement)
        )

    def _emit_missing(self, branch: Branch, missing: _Missing) -> None:
        self._trace.emit(
            ReturnMissing(
                branch.node.test,
                branch.context,
                missing=missing.side,
                loop=None,
                gives_none=missing.gives_none,
                grounds=_grounds(branch),
            )
        )

    def _missing_return(self, node: ast.If, rest: Sequence[ast.stmt]) -> _Missing | None:
        """The side that does not return where the other one does; or that returns None.

        Where a side returns whatever happens, what follows the ``if`` becomes part of the other side.
        """
        sides = self._sides(node, rest)
        for name, side in sides.items():
            if self._returns(side) is Way.NO and not _ends_in_raise(side):
                return _Missing(name)
        for name, side in sides.items():
            if self._gives_none(side):
                return _Missing(name, gives_none=True)
        return None

    @staticmethod
    def _sides(node: ast.If, rest: Sequence[ast.stmt]) -> dict[str, list[ast.stmt]]:
        """The statements of both sides, with what follows in the one that it becomes part of."""
        main, other = list(node.body), list(node.orelse)
        if definitely_returns(main):
            other += rest
        elif definitely_returns(other):
            main += rest
        return {MAIN: main, ELSE: other}

    def _gives_none(self, side: Sequence[ast.stmt]) -> bool:
        """Whether what a side returns certainly is None."""
        given = [self._staging.returned.get(node) for node in _returns_in(side)]
        return self._returns(side) is Way.YES and bool(given) and all(value == NONE for value in given)

    def _returns(self, body: Iterable[ast.stmt]) -> Way:
        """Whether tracing a block comes to a ``return``."""
        for statement in body:
            way = self._returns_in(statement)
            if way is not Way.NO:
                return way
        return Way.NO

    def _returns_in(self, statement: ast.stmt) -> Way:
        match statement:
            case ast.Return():
                return Way.YES
            case ast.If():
                branch = self._staging.branches.get(statement)
                if branch is None or not branch.sides:
                    return Way.UNSURE if _holds_return(statement) else Way.NO
                bodies = {True: statement.body, False: statement.orelse}
                ways = {self._returns(bodies[side]) for side in branch.sides}
                return ways.pop() if len(ways) == 1 else Way.UNSURE
            case ast.With() | ast.AsyncWith():
                return self._returns(statement.body)
            case ast.Raise():
                return Way.UNSURE
            case _:
                return Way.UNSURE if _holds_return(statement) else Way.NO

    # Names

    def _undefined(self, branch: Branch, here: Sequence[ast.stmt]) -> Iterator[tuple[str, str, bool]]:
        """Names that only one side leaves with a value, and that are read later."""
        ends = self._ends(branch)
        if ends is None:
            return
        main, other = ends
        rest = here[1:] if branch.left_early else ()
        sides = {MAIN: branch.node.body, ELSE: branch.node.orelse}
        for name in self._live(branch, here):
            known = {MAIN: main.get(name), ELSE: other.get(name)}
            lacking = [side for side, value in known.items() if value is None]
            if len(lacking) == 1:
                giving = ELSE if lacking[0] == MAIN else MAIN
                if self._binds((*sides[giving], *rest), name):
                    yield name, lacking[0], False
            elif not lacking:
                nones = [side for side, value in known.items() if value == NONE]
                if nones:
                    yield name, nones[0], True

    def _live(self, branch: Branch, here: Sequence[ast.stmt]) -> list[str]:
        """The names that a branch, with what is part of it, binds and that are read later."""
        moved = branch.left_early
        last = here[-1] if moved else branch.node
        read = liveness(self._function).after.get(last)
        if not read:
            return []
        bound = bound_in(here if moved else (branch.node,))
        bound -= self._frame.scope.global_names | self._frame.scope.nonlocal_names
        return sorted(bound & read)

    @staticmethod
    def _ends(branch: Branch) -> tuple[dict[str, Value], dict[str, Value]] | None:
        """What the names hold at the ends of both sides; None where a side leads nowhere."""
        main, other = branch.sides.get(True), branch.sides.get(False)
        if main is None or other is None or main.raises or other.raises or (main.leaves and other.leaves):
            return None
        if main.leaves or other.leaves:
            if branch.rest is None or branch.rest.leaves:
                return None
            if main.leaves:
                return dict(main.names), dict(branch.rest.names)
            return dict(branch.rest.names), dict(other.names)
        return dict(main.names), dict(other.names)

    def _binds(self, body: Iterable[ast.stmt], name: str) -> bool:
        """Whether tracing a block binds a name, whatever Python's conditions are."""
        return any(self._binds_in(statement, name) for statement in body)

    def _binds_in(self, statement: ast.stmt, name: str) -> bool:
        if not isinstance(statement, ast.If):
            return name in bound_in((statement,))
        branch = self._staging.branches.get(statement)
        bodies = {True: statement.body, False: statement.orelse}
        if branch is None or branch.grounds is not None:
            return name in bound_in((statement,))
        return bool(branch.sides) and all(self._binds(bodies[side], name) for side in branch.sides)


@dataclass(frozen=True, slots=True)
class _Missing:
    side: str
    gives_none: bool = False


def _guards(context: Context, branches: Iterable[Branch]) -> tuple[Guard, ...]:
    """The Python conditions that hold at a place, and those that decide whether the branches are staged."""
    found = dict.fromkeys(context.guards)
    for branch in branches:
        found.update(dict.fromkeys(branch.context.guards))
    return tuple(found)


def _grounds(branch: Branch) -> Grounds:
    assert branch.grounds is not None
    return branch.grounds


def _header(loop: LoopNode) -> ast.expr:
    return loop.test if isinstance(loop, ast.While) else loop.iter


def _changing(loop: LoopNode, name: str) -> ast.stmt | None:
    """The statement that computes a loop's variable from itself: where TensorFlow adds what does not fit."""
    for part in (inner for statement in loop.body for inner in ast.walk(statement)):
        if isinstance(part, ast.AugAssign) and isinstance(part.target, ast.Name) and part.target.id == name:
            return None if isinstance(part.op, ast.Div) else part
        if (
            isinstance(part, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == name for target in part.targets)
            and any(_computes_with(inner, name) for inner in ast.walk(part.value))
        ):
            return part
    return None


def _computes_with(node: ast.AST, name: str) -> bool:
    """``name * x``: an operation that takes operands of one type only."""
    return (
        isinstance(node, ast.BinOp)
        and not isinstance(node.op, ast.Div)
        and any(isinstance(side, ast.Name) and side.id == name for side in (node.left, node.right))
    )


def _loop_text(frame: Frame, loop: LoopNode) -> str:
    word = "while" if isinstance(loop, ast.While) else "over"
    return f"the loop {word} {frame.module.text_of(_header(loop), 40)}"


def _ends_in_raise(body: Sequence[ast.stmt]) -> bool:
    return bool(body) and isinstance(body[-1], ast.Raise)


def definitely_returns(body: Sequence[ast.stmt]) -> bool:
    """Whether AutoGraph takes a block for one that always returns: it goes by the statements alone."""
    return any(
        isinstance(statement, ast.Return)
        or (isinstance(statement, (ast.With, ast.AsyncWith)) and definitely_returns(statement.body))
        or (
            isinstance(statement, ast.If)
            and definitely_returns(statement.body)
            and definitely_returns(statement.orelse)
        )
        for statement in body
    )


def _holds_return(node: ast.AST) -> bool:
    return any(True for _ in _returns_in((node,)))


def _returns_in(body: Iterable[ast.AST]) -> Iterator[ast.Return]:
    """The ``return`` statements of a block, without those of functions defined in it."""
    for node in body:
        if isinstance(node, ast.Return):
            yield node
        elif not isinstance(node, _NESTED):
            inside = (ast.stmt, ast.ExceptHandler)
            yield from _returns_in(child for child in ast.iter_child_nodes(node) if isinstance(child, inside))
