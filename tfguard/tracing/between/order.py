"""In which order a program calls a traced function and changes what it has captured.

For one traced function and one change, every place of a function body is a call (C), a write (W), the making
of the traced function or its object (M), or the call of a function that leads to one. Which orders a body can
run through is computed from its statements: one after the other, one or the other, again and again. ``CWC``
without an M in between is what makes a graph go on with a stale value: what is made anew is traced anew.
"""

from __future__ import annotations

import ast
import enum
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.guards import is_lazy
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site
from tfguard.tracing.values import Class, Instance, Origin, Owner, members

# The orders of a piece of code. "0" says that no M comes before, "1" that none comes after, "2" that there is
# none at all; "M" alone stands there when the code always makes anew.
Orders = frozenset[str]
NOTHING: Orders = frozenset()
CALL: Orders = frozenset(("C0", "C1", "C2"))
WRITE: Orders = frozenset(("W0", "W1", "W2"))
MAKE: Orders = frozenset(("M",))
STALE = "CWC"
WRITTEN_AFTER = "CW1"
MAX_LEVELS = 6  # of callers' callers
_PARTS = ("C", "W", "CW", "WC")


def then(first: Orders, second: Orders) -> Orders:
    """One after the other."""
    if not first or not second:
        return first or second
    found = {order for order in (STALE, "M") if order in first or order in second}
    opens, closes = "M" not in first, "M" not in second
    for part in _PARTS:
        if f"{part}0" in first or (opens and f"{part}0" in second):
            found.add(f"{part}0")
        if f"{part}1" in second or (closes and f"{part}1" in first):
            found.add(f"{part}1")
        if (closes and f"{part}2" in first) or (opens and f"{part}2" in second):
            found.add(f"{part}2")
    for one, other in (("C", "W"), ("W", "C")):
        for end, left, right in (("0", "2", "0"), ("1", "1", "2"), ("2", "2", "2")):
            if one + left in first and other + right in second:
                found.add(one + other + end)
    if ("C1" in first and "WC0" in second) or ("CW1" in first and "C0" in second):
        found.add(STALE)
    return frozenset(found)


def either(first: Orders, second: Orders) -> Orders:
    """One or the other."""
    both = first & second
    return frozenset(order for order in first | second if order != "M" or order in both)


def again(orders: Orders) -> Orders:
    """Again and again."""
    return then(then(orders, orders), orders)


@dataclass(frozen=True, slots=True, eq=False)
class Write:
    """One place that changes state.

    Attributes:
        node: the target that is bound, or the call that changes it.
        module, scope: where it stands.
        receiver: the object whose attribute it is, where the write says which.
        content: whether an object is changed in place.
    """

    node: ast.AST
    module: Module
    scope: Scope
    receiver: Instance | None = None
    content: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Called:
    """One call whose place in the order is asked for.

    Attributes:
        node: the call.
        module, scope: where it stands.
        receiver: the object whose method it calls.
        made: what makes the functions that it may call.
    """

    node: ast.AST
    module: Module
    scope: Scope
    receiver: Instance | None = None
    made: frozenset[ast.AST] = frozenset()


def called(site: Site, alike: Sequence[Site]) -> Called:
    """The call of a traced function, with all that makes what the call may call.

    Args:
        site: the call.
        alike: the same call, for each function that it may call.
    """
    made = {s.made.node for s in alike if s.made is not None}
    return Called(site.node, site.module, site.scope, site.receiver, frozenset(made))


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A place that runs a function of the project: a call, or an assignment that runs a setter.

    Attributes:
        node: it.
        module, scope: where it stands.
    """

    node: ast.AST
    module: Module
    scope: Scope


@dataclass(frozen=True, slots=True)
class Mark:
    """What happens at one node.

    Attributes:
        orders: for calls, writes and makings themselves.
        enters: for calls: the function that is entered.
        owner: the object concerned, by what makes it; None for any.
        lazy: it runs only the first time.
    """

    orders: Orders = NOTHING
    enters: Scope | None = None
    owner: ast.AST | None = None
    lazy: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """Code that calls, writes and calls again.

    Attributes:
        scope: the function, or the module's scope.
        module: where.
    """

    scope: Scope
    module: Module


@dataclass(slots=True, eq=False)
class Chronology:
    """The calls of one traced function and one write, through the functions of a program.

    Attributes:
        program: the files.
        calls: the calls.
        write: the write.
        family: the class of the object whose method is traced.
        owned: what is written belongs to the object whose method is called: other objects do not matter.
        inside: functions that run while tracing: what they enter runs then, not between calls.
        marks: what happens at which node, by function.
        modules: where the functions stand.
    """

    program: Program
    calls: list[Called]
    write: Write
    family: Class | None = None
    owned: bool = False
    inside: frozenset[Scope] = frozenset()
    marks: dict[Scope, dict[ast.AST, list[Mark]]] = field(default_factory=dict)
    modules: dict[Scope, Module] = field(default_factory=dict)
    _orders: dict[tuple[Scope, ast.AST | None, bool], Orders] = field(default_factory=dict)
    _led: set[Scope] = field(default_factory=set)

    def meeting(self, order: str = STALE) -> Meeting | None:
        """The innermost code that runs through an order."""
        for call in self.calls:
            owner = _maker(call.receiver)
            self._mark(call.node, call.module, call.scope, Mark(CALL, owner=owner))
            self._lead(call.scope, True)
            if owner is not None:
                self._mark_making(owner, owner)
            for made in call.made:
                self._mark_making(made, None)
        write = self.write
        self._mark(
            write.node,
            write.module,
            write.scope,
            Mark(
                WRITE,
                owner=_maker(write.receiver) if self.owned else None,
                lazy=is_lazy(write.node, write.module),
            ),
        )
        self._lead(write.scope, self.owned, writes=True)
        for scope in list(self.marks):
            if order in self._of(scope) and not self._deeper(scope, order):
                return Meeting(scope, self.modules[scope])
        return None

    def _is_test_of_other_code(self, entry: Entry) -> bool:
        """What tests do to code says little of how it is used."""
        return is_test_file(entry.module.path) and not is_test_file(self.write.module.path)

    def _owner(self, entry: Entry) -> ast.AST | None:
        """What makes the traced object, where a call of one of its methods says which it is."""
        node = entry.node.func if isinstance(entry.node, ast.Call) else entry.node
        if self.family is None or not isinstance(node, ast.Attribute):
            return None
        world = self.program.world
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            holder = world.walk.evaluate(node.value, world.frame(entry.scope, entry.module))
        held = [
            m
            for m in members(holder)
            if isinstance(m, Instance) and related(self.program, m.cls, self.family)
        ]
        makers = {member.node for member in held}
        return makers.pop() if len(makers) == 1 else None

    def _mark_making(self, node: ast.AST, owner: ast.AST | None) -> None:
        module = self.program.home_of(node)
        if module is None:
            return
        scope = self.program.scope_of(node, module)
        self._mark(node, module, scope, Mark(MAKE, owner=owner))
        self._lead(scope, owner is not None)

    def _mark(self, node: ast.AST, module: Module, scope: Scope, mark: Mark) -> None:
        home = scope.function or scope.module
        self.modules[home] = module
        marks = self.marks.setdefault(home, {}).setdefault(node, [])
        if mark not in marks:
            marks.append(mark)

    def _lead(self, scope: Scope, owned: bool, writes: bool = False) -> None:
        """Mark the calls that lead to a function."""
        pending = [(scope.function, 0)]
        while pending:
            function, level = pending.pop()
            if function is None or function in self._led or level >= MAX_LEVELS:
                continue
            self._led.add(function)
            for entry in entries(self.program, function):
                if entry.scope.function in self.inside or self._is_test_of_other_code(entry):
                    continue
                owner = self._owner(entry) if owned else None
                if owner is not None:
                    self._mark_making(owner, owner)
                lazy = writes and is_lazy(entry.node, entry.module)
                mark = Mark(enters=function, owner=owner, lazy=lazy)
                self._mark(entry.node, entry.module, entry.scope, mark)
                pending.append((entry.scope.function, level + 1))

    # Orders

    def _of(self, scope: Scope, settled: bool = False) -> Orders:
        """What a function can run through; when settled, without what runs only the first time."""
        marks = [mark for found in self.marks.get(scope, {}).values() for mark in found]
        owners = {mark.owner for mark in marks if mark.owner is not None}
        found = set(self._for(scope, None, settled)) if not owners else set()
        for owner in owners:
            found |= self._for(scope, owner, settled)
        return frozenset(found)

    def _for(self, scope: Scope, owner: ast.AST | None, settled: bool) -> Orders:
        """What a body can run through, as far as one object is concerned."""
        key = (scope, owner, settled)
        if key not in self._orders:
            self._orders[key] = NOTHING  # a function that calls itself
            marks = {
                node: [m for m in found if m.owner is None or owner is None or m.owner is owner]
                for node, found in self.marks.get(scope, {}).items()
            }
            self._orders[key] = _Body(self, marks, settled).orders(scope.node)
        return self._orders[key]

    def of_mark(self, mark: Mark, settled: bool) -> Orders:
        """What happens at a node."""
        if settled and mark.lazy:
            return NOTHING
        return mark.orders if mark.enters is None else self._of(mark.enters, settled)

    def _deeper(self, scope: Scope, order: str) -> bool:
        return any(
            mark.enters is not None and mark.enters is not scope and order in self._of(mark.enters)
            for found in self.marks.get(scope, {}).values()
            for mark in found
        )


def _maker(receiver: Instance | None) -> ast.AST | None:
    return receiver.node if receiver is not None else None


def related(program: Program, one: Class, other: Class) -> bool:
    """Whether one of two classes derives from the other."""
    return other in program.world.bases(one) or one in program.world.bases(other)


def entries(program: Program, function: Scope) -> Iterator[Entry]:
    """The places that run a function: its calls; for a setter, the assignments."""
    decorators = getattr(function.node, "decorator_list", ())
    if any(isinstance(decorator, ast.Attribute) and decorator.attr == "setter" for decorator in decorators):
        yield from _assignments(program, function)
        return
    for call in program.callers(function):
        yield Entry(call.node, call.module, call.scope)


def _assignments(program: Program, setter: Scope) -> Iterator[Entry]:
    owner = setter.owner_class
    for module in program.modules:
        for store in module.index.attribute_stores.get(getattr(setter.node, "name", ""), ()):
            scope = store.binding.scope
            if scope.function is setter or owner is None:
                continue
            with program.world.walk.outside(Origin(Owner.UNKNOWN)):
                holder = program.world.walk.evaluate(store.target.value, program.world.frame(scope, module))
            for member in members(holder):
                if isinstance(member, Instance) and any(
                    isinstance(base, Class) and base.scope is owner
                    for base in program.world.bases(member.cls)
                ):
                    yield Entry(store.target, module, scope)
                    break


class Way(enum.Enum):
    """How a piece of code ends: it goes on, with the next round of a loop, or leaves loop or function."""

    ON = enum.auto()
    NEXT = enum.auto()
    OUT = enum.auto()


_JUMPS: Mapping[type[ast.AST], Way] = {
    ast.Continue: Way.NEXT,
    ast.Break: Way.OUT,
    ast.Return: Way.OUT,
    ast.Raise: Way.OUT,
}


def _add(ended: dict[Way, Orders], end: Way, orders: Orders) -> None:
    ended[end] = either(ended[end], orders) if end in ended else orders


def _round(ways: Mapping[Way, Orders]) -> Orders:
    """What a round of a loop runs through that is not the last."""
    if Way.ON in ways and Way.NEXT in ways:
        return either(ways[Way.ON], ways[Way.NEXT])
    return ways[Way.ON] if Way.ON in ways else ways[Way.NEXT]


def _branches(node: ast.AST) -> tuple[Sequence[ast.AST], list[list[ast.stmt]]]:
    """What a statement runs first, and the blocks of which it then runs one; none for other statements."""
    match node:
        case ast.If():
            return [node.test], [node.body, node.orelse]
        case ast.With() | ast.AsyncWith():
            return node.items, [node.body]
        case ast.Match():
            return [node.subject], [[], *(case.body for case in node.cases)]
        case _:
            return [], []


class _Body:
    """The statements of one function, read in the order in which they run."""

    def __init__(
        self, chronology: Chronology, marks: Mapping[ast.AST, list[Mark]], settled: bool = False
    ) -> None:
        self.chronology, self.marks, self.settled = chronology, marks, settled
        self.entered: set[Scope] = set()
        self.lines = sorted(getattr(node, "lineno", 0) for node in marks)

    def orders(self, node: ast.AST) -> Orders:
        """What a function, a lambda or a module runs through."""
        if isinstance(node, ast.Lambda):
            return self.visit(node.body)
        return self.all(getattr(node, "body", []))

    def all(self, nodes: Sequence[ast.AST]) -> Orders:
        """One node after the other."""
        return self.any(list(self.ways(nodes).values()))

    def ways(self, nodes: Sequence[ast.AST]) -> dict[Way, Orders]:
        """One node after the other, by how that ends; no entry where it cannot end so."""
        found = NOTHING
        ended: dict[Way, Orders] = {}
        for node in nodes:
            end = _JUMPS.get(type(node))
            if end is not None:
                _add(ended, end, then(found, self.visit(node)))
                return ended
            heads, bodies = _branches(node)
            if not bodies:
                found = then(found, self.visit(node))
                continue
            found = then(found, self.all(heads))
            branches = [self.ways(body) for body in bodies]
            for branch in branches:
                for end in branch.keys() - {Way.ON}:
                    _add(ended, end, then(found, branch[end]))
            going = [branch[Way.ON] for branch in branches if Way.ON in branch]
            if not going:
                return ended
            found = then(found, self.any(going))
        return {**ended, Way.ON: found}

    def any(self, blocks: list[Orders]) -> Orders:
        """One of several blocks."""
        found = blocks[0] if blocks else NOTHING
        for block in blocks[1:]:
            found = either(found, block)
        return found

    def visit(self, node: ast.AST | None) -> Orders:
        """One node."""
        if node is None or isinstance(node, ast.Lambda) or not self.may_hold_marks(node):
            return NOTHING
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                return self.all(node.decorator_list)
            case ast.IfExp(test=test, body=first, orelse=second):
                return then(self.visit(test), either(self.visit(first), self.visit(second)))
            case ast.For() | ast.AsyncFor():
                rounds = self.repeated([node.target, *node.body])
                return then(then(self.visit(node.iter), rounds), self.all(node.orelse))
            case ast.While():
                return then(self.repeated([node.test, *node.body]), self.all(node.orelse))
            case ast.Try():
                handlers = [self.all(handler.body) for handler in node.handlers]
                found = then(self.all(node.body), self.any([self.all(node.orelse), *handlers]))
                return then(found, self.all(node.finalbody))
            case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
                return self.comprehension(node)
            case ast.Assign():
                return then(self.visit(node.value), self.all(node.targets))
            case ast.AnnAssign() | ast.AugAssign():
                return then(self.visit(node.value), self.visit(node.target))
            case _:
                return self.expression(node)

    def repeated(self, nodes: list[ast.AST]) -> Orders:
        """Code that runs again and again; what is lazy in it runs in the first round."""
        later = self if self.settled else _Body(self.chronology, self.marks, settled=True)
        first, others = self.ways(nodes), later.ways(nodes)
        if first.keys() == {Way.OUT}:
            return first[Way.OUT]
        rounds = then(_round(first), again(_round(others)))
        if Way.OUT not in first:
            return rounds
        return either(first[Way.OUT], either(rounds, then(rounds, others[Way.OUT])))

    def may_hold_marks(self, node: ast.AST) -> bool:
        """Whether any mark lies within a node's lines."""
        first = getattr(node, "lineno", None)
        if first is None:
            return True
        decorators = getattr(node, "decorator_list", ())
        first = min([first, *(decorator.lineno for decorator in decorators)])
        at = bisect_left(self.lines, first)
        return at < len(self.lines) and self.lines[at] <= (getattr(node, "end_lineno", None) or first)

    def expression(self, node: ast.AST) -> Orders:
        """Anything else: what is inside runs first."""
        found = NOTHING
        for child in ast.iter_child_nodes(node):
            found = then(found, self.visit(child))
        marks = self.marks.get(node, [])
        entered = [mark for mark in marks if mark.enters is not None]
        found = then(found, self.any([self.entry(mark) for mark in entered]))  # one of several methods
        for mark in marks:
            if mark.enters is None:
                found = then(found, self.chronology.of_mark(mark, self.settled))
        return found

    def entry(self, mark: Mark) -> Orders:
        """A function is entered; what it does only the first time is done then."""
        assert mark.enters is not None
        orders = self.chronology.of_mark(mark, self.settled or mark.enters in self.entered)
        self.entered.add(mark.enters)
        return orders

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Orders:
        """Its parts run once for each element."""
        inside = NOTHING
        for generator in node.generators[1:]:
            inside = then(inside, self.visit(generator.iter))
        for generator in node.generators:
            inside = then(inside, self.all(generator.ifs))
        parts = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
        for part in parts:
            inside = then(inside, self.visit(part))
        return then(self.visit(node.generators[0].iter), again(inside))
