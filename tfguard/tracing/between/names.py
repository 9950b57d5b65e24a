"""Which names of a file may mean a traced function: told from its text, before anything is evaluated.

What is assigned from, returned as, or passed as something is an edge from the names of that something
to the name that gets it. The edges of a file are written down once; a question then follows them from
the names it starts with. A name found so may still mean something else.
"""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import field
from typing import NamedTuple

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.tracing.between.files import users_of
from tfguard.tracing.between.notes import notes_of
from tfguard.tracing.world import World

# Calls that hold what they are given.
_WRAPPERS = frozenset(("partial", "list", "tuple", "dict", "iter", "reversed", "zip", "items", "values"))
# Methods that give what their object holds.
_GETTERS = frozenset(("items", "values", "get", "pop", "setdefault"))


@dataclass(slots=True)
class Names:
    """Last parts of names in a file that may mean a traced function, or something that gives one.

    Attributes:
        traced: of traced functions and of what holds them.
        makers: of functions that return one.
        classes: of classes whose instances are called as one.
    """

    traced: set[str] = field(default_factory=set)
    makers: set[str] = field(default_factory=set)
    classes: set[str] = field(default_factory=set)


class Leaf(NamedTuple):
    """A name from which an expression may get its value.

    Attributes:
        name: the name.
        called: whether the expression is the result of calling it.
    """

    name: str
    called: bool


class Target(NamedTuple):
    """A name that gets a value.

    Attributes:
        name: the name.
        returned: whether it is a function that returns the value.
    """

    name: str
    returned: bool


@dataclass(slots=True, eq=False)
class Flows:
    """Where the values of a file's names go.

    Attributes:
        targets: by the name that a value comes from.
        renamed: by the old name: the names under which it is imported.
    """

    targets: dict[Leaf, list[Target]] = field(default_factory=lambda: defaultdict(list))
    renamed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def follow(self, names: Names, tracers: Iterable[str] = ()) -> None:
        """Add to some names all that their values go to.

        Args:
            names: the names to start from; changed in place.
            tracers: names of what gives a traced function when it is called.
        """
        pending = [Leaf(name, called=False) for name in names.traced]
        pending += [Leaf(name, called=True) for name in (*names.makers, *names.classes, *tracers)]
        for known in (names.traced, names.makers, names.classes):
            for old in list(known):
                pending += [Leaf(new, known is not names.traced) for new in self._rename(old, known)]
        while pending:
            for target in self.targets.get(pending.pop(), ()):
                known = names.makers if target.returned else names.traced
                if target.name not in known:
                    known.add(target.name)
                    pending.append(Leaf(target.name, target.returned))
                    pending += [Leaf(new, target.returned) for new in self._rename(target.name, known)]

    def _rename(self, old: str, known: set[str]) -> list[str]:
        new = [name for name in self.renamed.get(old, ()) if name not in known]
        known.update(new)
        return new


def names_of(world: World, module: Module) -> Names:
    """The names in a file that may mean a traced function."""
    kept = notes_of(world).names
    known = kept.get(module)
    if known is not None:
        return known
    names = kept[module] = Names()  # for files that import each other
    for imported in users_of(world, module):
        theirs = names_of(world, imported)
        names.traced |= theirs.traced
        names.makers |= theirs.makers
        names.classes |= theirs.classes
    tracers = world.tracer_names(module)
    _decorated(module, tracers, names)
    _inherited(module, names)
    _flows_of(world, module).follow(names, tracers)
    return names


def meanings(world: World, module: Module, names: frozenset[str]) -> frozenset[str]:
    """Other names in a file that may mean a function of one of some names: aliases, parameters, holders."""
    kept = notes_of(world).meanings
    known = kept.get((module, names))
    if known is None:
        found = Names(traced=set(names), classes=set(names))
        _flows_of(world, module).follow(found)
        known = kept[module, names] = frozenset(found.traced)
    return known


def may_be_traced(node: ast.expr, names: Names, tracers: frozenset[str]) -> bool:
    """Whether an expression may give a traced function, or something that holds one."""
    for leaf in leaves(node):
        if leaf.called:
            if leaf.name in tracers or leaf.name in names.makers or leaf.name in names.classes:
                return True
        elif leaf.name in names.traced:
            return True
    return False


def last_name(node: ast.expr) -> str:
    """The last part of a dotted name; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def leaves(node: ast.expr) -> Iterator[Leaf]:
    """The names from which an expression may get its value."""
    pending: list[ast.expr | None] = [node]
    while pending:
        match pending.pop():
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield Leaf(name, called=False)
            case ast.Call(func=func) as call:
                name = last_name(func)
                yield Leaf(name, called=True)
                if isinstance(func, ast.Call):
                    pending.append(func)  # tf.function(jit_compile=True)(f)
                if name in _WRAPPERS:
                    pending += [*call.args, *(keyword.value for keyword in call.keywords)]
                if name in _GETTERS and isinstance(func, ast.Attribute):
                    pending.append(func.value)
            case ast.IfExp(body=first, orelse=second):
                pending += [first, second]
            case (
                ast.BoolOp(values=inner)
                | ast.List(elts=inner)
                | ast.Tuple(elts=inner)
                | ast.Set(elts=inner)
                | ast.Dict(values=inner)
            ):
                pending += inner
            case (
                ast.ListComp(elt=inside)
                | ast.GeneratorExp(elt=inside)
                | ast.SetComp(elt=inside)
                | ast.DictComp(value=inside)
                | ast.Subscript(value=inside)
                | ast.NamedExpr(value=inside)
                | ast.Starred(value=inside)
                | ast.Await(value=inside)
            ):
                pending.append(inside)
            case _:
                pass


# Decorators


def _decorated(module: Module, tracers: frozenset[str], names: Names) -> None:
    for scope in module.index.functions:
        node = scope.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            continue
        if any(_is_tracer(decorator, tracers) for decorator in node.decorator_list):
            names.traced.add(node.name)
            if node.name == "__call__" and scope.owner_class is not None:
                names.classes.add(getattr(scope.owner_class.node, "name", ""))


def _inherited(module: Module, names: Names) -> None:
    """Classes that derive from one whose instances are called as a traced function."""
    heirs = [cls.node for cls in module.index.classes if isinstance(cls.node, ast.ClassDef)]
    found = True
    while found:
        new = {
            node.name
            for node in heirs
            if node.name not in names.classes and any(last_name(base) in names.classes for base in node.bases)
        }
        names.classes |= new
        found = bool(new)


def _is_tracer(node: ast.expr, tracers: frozenset[str]) -> bool:
    if isinstance(node, ast.Call):
        return _is_tracer(node.func, tracers) or any(_is_tracer(given, tracers) for given in node.args)
    return last_name(node) in tracers


# Edges


def _flows_of(world: World, module: Module) -> Flows:
    kept = notes_of(world).flows
    known = kept.get(module)
    if known is None:
        known = kept[module] = Flows()
        for value, target in (*_stored(module), *_returned(world, module), *_passed(module)):
            for leaf in leaves(value):
                known.targets[leaf].append(target)
        for name, old in _renamed(module):
            known.renamed[old].append(name)
    return known


def _stored(module: Module) -> Iterator[tuple[ast.expr, Target]]:
    for name, value in _stores(module):
        yield value, Target(name, returned=False)


def _stores(module: Module) -> Iterator[tuple[str, ast.expr]]:
    """Every name or attribute with an expression that it is bound from."""
    for scope in module.index.scopes.values():
        for name, bindings in scope.bindings.items():
            for binding in bindings:
                if binding.value is not None and _hands_over(binding):
                    yield name, binding.value
    for name, stores in module.index.attribute_stores.items():
        for store in stores:
            if store.binding.value is not None and _hands_over(store.binding):
                yield name, store.binding.value
    for call, _ in module.index.calls_by_name.get("append", ()):
        if isinstance(call.func, ast.Attribute) and call.args:
            holder = last_name(call.func.value)
            if holder:
                yield holder, call.args[0]
    for node in module.index.item_stores:
        holder = last_name(node.target.value)
        if holder and node.value is not None:
            yield holder, node.value


def _hands_over(binding: Binding) -> bool:
    return binding.kind in (BindingKind.ASSIGN, BindingKind.ITERATE)


def _returned(world: World, module: Module) -> Iterator[tuple[ast.expr, Target]]:
    for scope in module.index.functions:
        name = getattr(scope.node, "name", "")
        if name:
            for statement in world.returns(scope):
                if statement.value is not None:
                    yield statement.value, Target(name, returned=True)


def _passed(module: Module) -> Iterator[tuple[ast.expr, Target]]:
    """What calls pass, with the parameters of the file's functions that get it."""
    functions = _functions_by_name(module)
    for call, _ in module.index.calls:
        for keyword in call.keywords:
            if keyword.arg:
                yield keyword.value, Target(keyword.arg, returned=False)
        for scope in functions.get(last_name(call.func), ()):
            for place, argument in enumerate(call.args):
                name = _parameter_at(scope, place)
                if name:
                    yield argument, Target(name, returned=False)


def _functions_by_name(module: Module) -> dict[str, list[Scope]]:
    """A file's functions by the name that calls them: a constructor's is that of its class."""
    found: dict[str, list[Scope]] = {}
    for scope in module.index.functions:
        if isinstance(scope.node, ast.Lambda):
            continue
        name, owner = getattr(scope.node, "name", ""), scope.owner_class
        found.setdefault(name, []).append(scope)
        if name == "__init__" and owner is not None:
            found.setdefault(getattr(owner.node, "name", ""), []).append(scope)
    return found


def _parameter_at(scope: Scope, place: int) -> str:
    """The parameter that the positional argument at some place goes to; ``*args`` gets what is left."""
    arguments = getattr(scope.node, "args", None)
    assert isinstance(arguments, ast.arguments)
    place += scope.owner_class is not None
    positional = (*arguments.posonlyargs, *arguments.args)
    if place < len(positional):
        return positional[place].arg
    return arguments.vararg.arg if arguments.vararg is not None else ""


def _renamed(module: Module) -> Iterator[tuple[str, str]]:
    for name, bindings in module.index.scope.bindings.items():
        for binding in bindings:
            old = binding.imported.name if binding.imported is not None else None
            if old is not None and old != name:
                yield name, old
