"""The loops around a place, which run it again and again."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import lru_cache

from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing.between.sites import Call

FEW = 3  # rounds: from here on a loop is one


@dataclass(frozen=True, slots=True, eq=False)
class Loop:
    """One loop around a call.

    Attributes:
        node: ``for``, ``while``, or the generator of a comprehension.
        module: where it stands.
    """

    node: ast.For | ast.AsyncFor | ast.While | ast.comprehension
    module: Module

    @property
    def head(self) -> ast.expr:
        """What it runs over, or while."""
        return self.node.test if isinstance(self.node, ast.While) else self.node.iter

    @property
    def place(self) -> Place:
        """Where its head is."""
        return self.module.place(self.head)

    @property
    def scope(self) -> Scope:
        """The function that it stands in, or the module."""
        node: ast.AST | None = self.node
        while node is not None and not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            node = self.module.parents.get(node)
        return (
            self.module.index.scopes.get(node, self.module.index.scope) if node else self.module.index.scope
        )

    @property
    def text(self) -> str:
        """A phrase for people."""
        word = "while" if isinstance(self.node, ast.While) else "over"
        return f"in the loop {word} {self.module.text_of(self.head, 40)}"


@dataclass(frozen=True, slots=True, eq=False)
class MappedLoop:
    """The loop that a call like ``map(f, items)`` makes.

    Attributes:
        call: the call.
    """

    call: Call

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.call.module.place(self.call.node)

    @property
    def text(self) -> str:
        """A phrase for people."""
        return f"in {self.call.module.text_of(self.call.node, 40)}"


def loops_around(node: ast.AST, module: Module) -> list[Loop]:
    """The loops that run a node again and again within its function, innermost first.

    One that is left after the node has run, or that runs it for one value of its own name, runs it once.
    """
    found: list[Loop] = []
    leaves: type[ast.stmt] | None = None
    pinned: set[str] = set()
    child, parent = node, module.parents.get(node)
    while parent is not None:
        leaves = leaves or _leaves_after(child, parent)
        match parent:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.Lambda() | ast.ClassDef():
                return found
            case ast.If(test=test) if child in parent.body:
                pinned |= _pinned(test)
            case ast.For() | ast.AsyncFor() | ast.While() if child in parent.body:
                loop = Loop(parent, module)
                few = isinstance(parent, ast.While) and runs_twice_at_most(loop)
                if leaves is None and not few and not _told_apart(parent, pinned):
                    found.append(loop)
                leaves = leaves if leaves is ast.Return else None  # a `break` leaves one loop
            case ast.While() if child is parent.test:
                found.append(Loop(parent, module))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                inner = parent.generators
                if isinstance(child, ast.comprehension):
                    inner = inner[: inner.index(child)]  # its own iterable is evaluated before it runs
                found += [Loop(generator, module) for generator in reversed(inner)]
            case ast.comprehension() if child is not parent.iter and child is not parent.target:
                found.append(Loop(parent, module))
        child, parent = parent, module.parents.get(parent)
    return found


def _leaves_after(child: ast.AST, parent: ast.AST) -> type[ast.stmt] | None:
    """``break`` or ``return``, where one follows a statement in its block whatever happens."""
    if isinstance(child, ast.Return):
        return ast.Return
    for name in ("body", "orelse", "finalbody"):
        block = getattr(parent, name, None)
        if isinstance(block, list) and child in block:
            rest = block[block.index(child) + 1 :]
            if isinstance(parent, ast.Try) and name == "body":
                rest = [*rest, *parent.orelse]
            for statement in rest:
                if isinstance(statement, (ast.Break, ast.Return)):
                    return type(statement)
                if _holds_continue(statement):
                    return None
    return None


@lru_cache(maxsize=4096)
def _holds_continue(statement: ast.AST) -> bool:
    return any(isinstance(part, ast.Continue) for part in ast.walk(statement))


def _pinned(test: ast.expr) -> set[str]:
    """Names with a value or two where a test holds: ``i == 0``, ``i in (0, 5)``, ``cache is None``."""
    match test:
        case ast.Compare(
            left=ast.Name(id=name),
            ops=[ast.Eq() | ast.Is()],
            comparators=[ast.Constant(value=int() | None)],
        ):
            return {name}
        case ast.Compare(left=ast.Name(id=name), ops=[ast.In()], comparators=[ast.Tuple(elts=elts)]):
            return {name} if len(elts) < 3 else set()
        case ast.BoolOp(op=ast.And(), values=values):
            return set().union(*map(_pinned, values))
        case _:
            return set()


def _told_apart(loop: ast.For | ast.AsyncFor | ast.While, names: set[str]) -> bool:
    """Whether one of some names has another value in each round, or is set by the first one.

    ``for kind, n in items: if kind == 2: ...`` may come by any number of times.
    """
    if not names:
        return False
    targets = [*_counters(loop), *_set_once(loop)]
    return any(isinstance(target, ast.Name) and target.id in names for target in targets)


def _counters(loop: ast.For | ast.AsyncFor | ast.While) -> Iterator[ast.expr]:
    match loop:
        case ast.For(target=target, iter=ast.Call(func=ast.Name(id="range"))):
            yield target
        case ast.For(target=ast.Tuple(elts=[target, *_]), iter=ast.Call(func=ast.Name(id="enumerate"))):
            yield target
    yield from (part.target for part in ast.walk(loop) if isinstance(part, ast.AugAssign))


def _set_once(loop: ast.For | ast.AsyncFor | ast.While) -> Iterator[ast.expr]:
    """Under ``if cache is None:``."""
    for part in ast.walk(loop):
        match part:
            case ast.If(test=ast.Compare(ops=[ast.Is()], comparators=[ast.Constant(value=None)]), body=body):
                assigned = (inner for statement in body for inner in ast.walk(statement))
                yield from (t for one in assigned if isinstance(one, ast.Assign) for t in one.targets)


def loop_nodes(node: ast.AST, module: Module) -> set[ast.AST]:
    """The nodes of the loops around a node, to be compared with those around another."""
    return {loop.node for loop in loops_around(node, module)}


def long_loops(node: ast.AST, module: Module) -> list[Loop]:
    """The loops around a node of more than two rounds, innermost first."""
    return [loop for loop in loops_around(node, module) if not runs_twice_at_most(loop)]


def runs_twice_at_most(loop: Loop) -> bool:
    """``for x in (a, b)``, ``for i in range(2)``, or over a small enumeration: too few to be a habit."""
    match loop.head:
        case ast.Name(id=name):
            members = _members(loop.module, name)
            return members is not None and members < FEW
        case ast.List(elts=elts) | ast.Tuple(elts=elts) | ast.Set(elts=elts):
            return len(elts) < FEW and not any(isinstance(element, ast.Starred) for element in elts)
        case ast.Call(func=ast.Name(id="range"), args=[ast.Constant(value=int() as count)]):
            return count < FEW
        case ast.Compare(left=ast.Name(), ops=[ast.Lt()], comparators=[ast.Constant(value=int() as count)]):
            return isinstance(loop.node, ast.While) and count < FEW
        case _:
            return False


def _members(module: Module, name: str) -> int | None:
    """How many members the file's class of that name has: only an enumeration can be looped over."""
    found = module.index.scope.bindings.get(name, [])
    if len(found) != 1 or found[0].kind is not BindingKind.CLASS:
        return None
    bindings = module.index.scopes[found[0].node].bindings.values()
    return sum(each[0].kind is BindingKind.ASSIGN for each in bindings)
