"""Which names of a function are read later: what a statement leaves behind and what nobody asks for again.

AutoGraph makes the names that are assigned in a branch and read after it outputs of the branch, and leaves
the others alone (control_flow.py of its converters). The question is answered by names and paths alone, as
AutoGraph answers it: whether a condition can be true does not matter.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from tfguard.syntax.children import children_of
from tfguard.syntax.records import dataclass

FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef
Names = frozenset[str]
NONE: Names = frozenset()
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_ROUNDS = 3  # of a loop's body: what is read at its head is known after two


@dataclass(frozen=True, slots=True, eq=False)
class Liveness:
    """For each statement of a function, the names that are read later before they are bound again.

    Attributes:
        before: read at the statement or after it.
        after: read after it.
    """

    before: Mapping[ast.stmt, Names]
    after: Mapping[ast.stmt, Names]


@lru_cache(maxsize=512)
def liveness(function: FunctionNode) -> Liveness:
    """Tell which names are read later, at each statement of a function.

    Args:
        function: its definition; nested functions have statements of their own.
    """
    found = _Pass(function)
    found.block(function.body, NONE)
    return Liveness(found.before, found.after)


class _Pass:
    """One pass over a function, from its end to its start.

    Args:
        function: the function.
    """

    def __init__(self, function: FunctionNode) -> None:
        self.before: dict[ast.stmt, Names] = {}
        self.after: dict[ast.stmt, Names] = {}
        self._breaks: list[Names] = []
        self._continues: list[Names] = []
        # A nested function may be called anywhere behind its definition.
        self._closures = [
            (part.lineno, _free_in(part))
            for part in ast.walk(function)
            if isinstance(part, FunctionNode) and part is not function
        ]

    def block(self, body: Sequence[ast.stmt], after: Names) -> Names:
        """What is read from the start of a block on."""
        for statement in reversed(body):
            after = self._note(statement, after)
            after = self._statement(statement, after)
            self.before[statement] = self.before.get(statement, NONE) | after
        return after

    def _note(self, statement: ast.stmt, after: Names) -> Names:
        for line, names in self._closures:
            if line < statement.lineno:
                after |= names
        self.after[statement] = self.after.get(statement, NONE) | after
        return after

    def _statement(self, node: ast.stmt, after: Names) -> Names:
        match node:
            case ast.If():
                return reads(node.test) | self.block(node.body, after) | self.block(node.orelse, after)
            case ast.While():
                return self._loop(node, after, reads(node.test), NONE)
            case ast.For() | ast.AsyncFor():
                inside = self._loop(node, after, reads(node.target), frozenset(bound_names(node.target)))
                return reads(node.iter) | inside
            case ast.Break():
                return self._breaks[-1] if self._breaks else after
            case ast.Continue():
                return self._continues[-1] if self._continues else after
            case ast.Return() | ast.Raise():
                return reads(node)
            case ast.With() | ast.AsyncWith():
                body = self.block(node.body, after)
                made = {name for item in node.items for name in bound_names(item.optional_vars)}
                return (body - made) | frozenset().union(*(reads(item) for item in node.items))
            case ast.Try():
                return self._try(node, after)
            case ast.Match():
                cases = [self.block(case.body, after) | reads(case.guard) for case in node.cases]
                return reads(node.subject) | after | frozenset().union(*cases)
            case _:
                return reads(node) | (after - frozenset(bound_names(node)))

    def _loop(
        self, node: ast.While | ast.For | ast.AsyncFor, after: Names, head: Names, made: Names
    ) -> Names:
        """What is read from a loop's head on; the end of its body leads there again."""
        leaving = self.block(node.orelse, after)
        self._breaks.append(after)
        self._continues.append(NONE)
        here = head | leaving
        for _ in range(_ROUNDS):
            self._continues[-1] = here
            here = (self.block(node.body, here) - made) | head | leaving
        self._breaks.pop()
        self._continues.pop()
        return here

    def _try(self, node: ast.Try, after: Names) -> Names:
        final = self.block(node.finalbody, after)
        handled = frozenset().union(*(self.block(handler.body, final) for handler in node.handlers))
        caught = frozenset().union(*(reads(handler.type) for handler in node.handlers))
        # The body may end anywhere, and the handlers then read what was bound before.
        return self.block(node.body, self.block(node.orelse, final) | handled) | handled | caught | final


@lru_cache(maxsize=8192)
def _reads(node: ast.AST) -> Names:
    return frozenset(_read_in(node))


def reads(node: ast.AST | None) -> Names:
    """The names that a statement or an expression reads; those that a nested scope binds are its own."""
    return _reads(node) if node is not None else NONE


def _read_in(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(ctx=ast.Load()):
            yield node.id
        case ast.AugAssign(target=ast.Name() as target):
            yield target.id
            yield from _read_in(node.value)
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda():
            yield from _free_in(node)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            own = {name for generator in node.generators for name in bound_names(generator.target)}
            for child in ast.iter_child_nodes(node):
                yield from (name for name in _read_in(child) if name not in own)
        case _:
            for child in ast.iter_child_nodes(node):
                yield from _read_in(child)


def _free_in(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> Names:
    arguments = {part.arg for part in ast.walk(node.args) if isinstance(part, ast.arg)}
    body: Iterable[ast.AST] = [node.body] if isinstance(node, ast.Lambda) else node.body
    inside = {name for part in body for name in _read_in(part)}
    own = {name for part in body if isinstance(part, ast.stmt) for name in bound_in((part,))}
    around = {name for part in (*node.args.defaults, *node.args.kw_defaults) if part for name in reads(part)}
    return frozenset((inside - own - arguments) | around)


def bound_in(body: Iterable[ast.stmt]) -> set[str]:
    """The names that statements bind, at any depth, without what nested scopes bind."""
    return set().union(*map(_bound_by, body))


@lru_cache(maxsize=4096)
def _bound_by(statement: ast.stmt) -> frozenset[str]:
    return frozenset(bound_names(statement))


def bound_names(node: ast.AST | None) -> Iterator[str]:
    """The names that a statement or target binds, at any depth."""
    match node:
        case None:
            return
        case ast.Name(ctx=ast.Store() | ast.Del()):
            yield node.id
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            yield node.name
        case ast.Import() | ast.ImportFrom():
            yield from (alias.asname or alias.name.partition(".")[0] for alias in node.names)
        case ast.ExceptHandler():
            if node.name is not None:
                yield node.name
            for part in node.body:
                yield from bound_names(part)
        case ast.Lambda():
            return
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            return
        case ast.MatchAs() | ast.MatchStar():
            if node.name is not None:
                yield node.name
        case _:
            for child in children_of(node):
                yield from bound_names(child)


@lru_cache(maxsize=4096)
def looked_at(function: FunctionNode, name: str, changing: frozenset[str]) -> bool:
    """Whether a function reads a name for anything but to call methods that change what it holds.

    Args:
        function: its definition; functions in it are part of it.
        name: a name of its own. What a parameter holds may be looked at by the caller.
        changing: the names of the methods.
    """
    if any(isinstance(part, ast.arg) and part.arg == name for part in ast.walk(function.args)):
        return True
    changed = {
        statement.value.func.value
        for statement in ast.walk(function)
        if isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Attribute)
        and statement.value.func.attr in changing
    }
    return any(
        isinstance(part, ast.Name)
        and part.id == name
        and isinstance(part.ctx, ast.Load)
        and part not in changed
        for part in ast.walk(function)
    )
