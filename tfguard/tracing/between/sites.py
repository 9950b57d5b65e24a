"""Calls: of traced functions, and of what leads to them.

Which calls are worth looking at is told by names first (:mod:`tfguard.tracing.between.names`), and
decided by what the callee evaluates to.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing import attributes
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.names import last_name, may_be_traced, names_of
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.traced import TraceOptions
from tfguard.tracing.values import (
    Container,
    Function,
    Instance,
    Origin,
    Owner,
    Partial,
    TracedCallable,
    Value,
    members,
)
from tfguard.tracing.world import World


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """An expression where it stands.

    Attributes:
        node: the expression.
        scope: the scope it stands in (a comprehension's, where it stands in one).
        module: the module.
    """

    node: ast.expr
    scope: Scope
    module: Module


@dataclass(frozen=True, slots=True, eq=False)
class Call(Spot):
    """A call expression."""

    node: ast.Call

    @property
    def in_test(self) -> bool:
        """Whether it stands in a test, which says little of how the code is used."""
        return is_test_file(self.module.path)


@dataclass(frozen=True, slots=True)
class Making:
    """What makes a traced function: a decorator or a call.

    Attributes:
        node: it.
        module: where it stands.
    """

    node: ast.AST
    module: Module


@dataclass(frozen=True, slots=True, eq=False)
class Site(Call):
    """A call of a traced function.

    Attributes:
        function: what is traced, bound where it is a method.
        options: those of its ``tf.function``.
        given: how many positional arguments a partial has given already.
        handed: True when the function is handed to ``strategy.run``, with its arguments in ``args``.
        receiver: the object whose method is called, as far as the call says which.
        made: what makes the traced function.
    """

    function: Function
    options: TraceOptions
    given: int = 0
    handed: bool = False
    receiver: Instance | None = None
    made: Making | None = None

    @property
    def text(self) -> str:
        """The callee as written."""
        callee = self.node.args[0] if self.handed else self.node.func
        return self.module.text_of(callee)


@dataclass(frozen=True, slots=True, eq=False)
class Likely:
    """A call that may be of a traced function, by its names.

    Attributes:
        call: the call.
        callee: what is called, or handed to ``strategy.run``.
        handed: see :class:`Site`.
        sites: what it calls, as far as its own file and those of the classes say.
        open: whether subclasses in further files may make something else of it.
    """

    call: Call
    callee: ast.expr
    handed: bool
    sites: tuple[Site, ...]
    open: bool


@dataclass(frozen=True, slots=True, eq=False)
class Mapped(Call):
    """A call that calls a function for each element of what it is given.

    Attributes:
        items: the elements.
    """

    items: ast.expr | None = None


def callees(world: World, node: ast.expr, call: Spot, view: Collection[Module] = ()) -> tuple[Value, ...]:
    """What a callee may be; for a method of ``self`` also what subclasses make of it.

    Args:
        world: what is known of the program.
        node: the callee.
        call: where it is called.
        view: files in which subclasses are looked for, beside that of the call and that of the class. All
            files that happen to have been read would make the answer depend on what was checked before.
    """
    frame = world.frame(call.scope, call.module)
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        found = members(world.walk.evaluate(node, frame))
        if not isinstance(node, ast.Attribute) or not isinstance(node.value, ast.Name):
            return found
        receivers = members(world.walk.evaluate(node.value, frame))
    more: list[Value] = []
    for receiver in receivers:
        if isinstance(receiver, Instance) and receiver.node is None:
            more += _overrides(world, receiver, node.attr, call.module, view)
    return (*found, *more)


def _overrides(
    world: World, receiver: Instance, name: str, home: Module, view: Collection[Module]
) -> Iterator[Value]:
    notes_of(world).overridden += 1
    for module in sorted(world.project.defining(name), key=lambda module: module.path):
        if module not in (home, receiver.cls.module) and module not in view:
            continue
        for scope in module.index.classes:
            if name not in scope.bindings or scope is receiver.cls.scope:
                continue
            cls = world.class_of(scope, module)
            if receiver.cls not in world.bases(cls):
                continue
            member = world.class_member(cls, name)
            if member is not None:
                yield from members(attributes.bind_member(member[0], member[1], world.instance(cls)))


def sites_of(world: World, module: Module, view: Collection[Module] = ()) -> list[Site]:
    """The calls of traced functions in a file.

    Args:
        world: what is known of the program.
        module: the file.
        view: see :func:`callees`.
    """
    kept = notes_of(world).sites
    known = kept.get(module)
    if known is None:
        kept[module] = []  # for files whose calls lead to one another
        known = kept[module] = list(_likely(world, module))
    found: list[Site] = []
    for each in known:
        again = each.open and view
        found += _sites_at(world, each.call, each.callee, each.handed, view) if again else each.sites
    return found


def _likely(world: World, module: Module) -> Iterator[Likely]:
    names, tracers = names_of(world, module), world.tracer_names(module)
    for node, scope in module.index.calls:
        first = node.args[0] if last_name(node.func) == "run" and node.args else None
        handed = first is not None and may_be_traced(first, names, tracers)
        callee = first if first is not None and handed else node.func
        if not handed and not may_be_traced(callee, names, tracers):
            continue
        call, before = Call(node, scope, module), notes_of(world).overridden
        sites = tuple(_sites_at(world, call, callee, handed, ()))
        yield Likely(call, callee, handed, sites, notes_of(world).overridden > before)


def _sites_at(
    world: World, call: Call, callee: ast.expr, handed: bool, view: Collection[Module]
) -> Iterator[Site]:
    for member in callees(world, callee, call, view):
        yield from called(world, call, member, handed=handed, view=view)


def called(
    world: World, call: Call, value: Value, *, handed: bool = False, view: Collection[Module] = ()
) -> Iterator[Site]:
    """The traced functions that a call of a value calls.

    Args:
        world: what is known of the program.
        call: the call.
        value: what is called.
        handed: see :class:`Site`.
        view: see :func:`callees`.
    """
    given, whole = 0, value
    while isinstance(value, Partial):
        given += len(value.args)
        value = value.func
    if isinstance(value, Instance):
        found = world.class_member(value.cls, "__call__")
        if found is None:
            return
        value = attributes.bind_member(found[0], found[1], value)
    if not isinstance(value, TracedCallable):
        return
    traced = value
    options = traced.tracer.options
    receiver = _receiver(world, call, whole, handed)
    made = Making(traced.made, traced.module) if traced.made is not None and traced.module else None
    for inner, more in _functions_in(world, traced.func):
        for function in (inner, *_overriding(world, inner, call.module, view)):
            number = given + more
            yield Site(call.node, call.scope, call.module, function, options, number, handed, receiver, made)


def _functions_in(world: World, value: Value) -> Iterator[tuple[Function, int]]:
    """The functions that a value may be, and how many positional arguments partials have given each."""
    for member in members(value):
        if isinstance(member, Function):
            yield member, 0
        elif isinstance(member, Instance):
            found = world.class_member(member.cls, "__call__")
            called = attributes.bind_member(found[0], found[1], member) if found is not None else None
            if isinstance(called, Function):
                yield called, 0
        elif isinstance(member, (TracedCallable, Partial)):
            given = len(member.args) if isinstance(member, Partial) else 0
            yield from ((inner, given + more) for inner, more in _functions_in(world, member.func))


def _overriding(
    world: World, function: Function, home: Module, view: Collection[Module]
) -> Iterator[Function]:
    """What subclasses make of a method that is traced by its instance: ``tf.function(self._step)``."""
    bound = function.bound
    if isinstance(bound, Instance) and bound.node is None:
        for member in _overrides(world, bound, getattr(function.scope.node, "name", ""), home, view):
            if isinstance(member, Function):
                yield member


def _receiver(world: World, call: Call, called: Value, handed: bool) -> Instance | None:
    """The instance on which a method is called: the object before the dot, or the called object itself."""
    if isinstance(called, Instance):
        return called
    callee = call.node.args[0] if handed else call.node.func
    if not isinstance(callee, ast.Attribute):
        return None
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        holder = world.walk.evaluate(callee.value, world.frame(call.scope, call.module))
    return next((member for member in members(holder) if isinstance(member, Instance)), None)


def arguments(site: Site) -> list[tuple[str, ast.expr]]:
    """The parameters of the traced function that a call passes something for, with what it passes."""
    node = site.function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    names = names[(site.function.bound is not None) + site.given :]
    positional = list(_unpacked(site.node.args, site.scope))
    keywords = list(_named(site.node.keywords))
    if site.handed:
        handed = next((value for name, value in keywords if name == "args"), None)
        handed = handed if handed is not None else (positional[1] if len(positional) > 1 else None)
        positional = list(handed.elts) if isinstance(handed, (ast.Tuple, ast.List)) else []
        keywords = []
    extra = node.args.vararg.arg if node.args.vararg is not None else ""
    found = list(_positional(positional, names, extra, bool(node.args.defaults)))
    return found + [(name, value) for name, value in keywords if name]


def _unpacked(given: list[ast.expr], scope: Scope) -> Iterator[ast.expr]:
    """Positional arguments, with ``*(a, b)`` taken apart, also where the tuple has a name."""
    for argument in given:
        held = argument.value if isinstance(argument, ast.Starred) else None
        if isinstance(held, ast.Name):
            held = _tuple_named(held.id, scope)
        if isinstance(held, (ast.Tuple, ast.List)):
            yield from _unpacked(held.elts, scope)
        else:
            yield argument


def _tuple_named(name: str, scope: Scope) -> ast.expr | None:
    """The tuple that a name of the same scope always is."""
    bindings = scope.bindings.get(name, [])
    value = bindings[0].value if len(bindings) == 1 and bindings[0].kind is BindingKind.ASSIGN else None
    return value if isinstance(value, ast.Tuple) and not bindings[0].unpack else None


def _named(given: list[ast.keyword]) -> Iterator[tuple[str | None, ast.expr]]:
    """Keyword arguments, with ``**{"a": b}`` taken apart."""
    for keyword in given:
        if keyword.arg is None and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value, value
        else:
            yield keyword.arg, keyword.value


def _positional(
    given: list[ast.expr], names: list[str], extra: str, defaults: bool
) -> Iterator[tuple[str, ast.expr]]:
    """Parameters for positional arguments; behind a starred one they are counted from the end."""
    starred = [place for place, argument in enumerate(given) if isinstance(argument, ast.Starred)]
    for place, argument in enumerate(given[: starred[0]] if starred else given):
        name = names[place] if place < len(names) else extra
        if name:
            yield name, argument
    if len(starred) == 1 and not extra and not defaults:
        rest = given[starred[0] + 1 :]
        if rest:
            yield from zip(names[-len(rest) :], rest, strict=False)


def held(value: Value) -> Iterator[Value]:
    """A value and what a container holds."""
    for member in members(value):
        yield member
        if isinstance(member, Container):
            for item in (*(member.items or ()), *(member.keys or {}).values(), member.element):
                yield from members(item)
