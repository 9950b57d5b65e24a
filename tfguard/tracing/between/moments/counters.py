"""The places that count a name or an attribute up, or make a list that it holds longer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.index import AttributeStore
from tfguard.syntax.module import Module
from tfguard.syntax.place import Place
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Call, Spot
from tfguard.tracing.values import Class, Instance, members

# In a fixed order: the first or the last place that is found is what people are told.
_ONLY_GROW = ("append", "appendleft", "extend", "insert")
_GROWERS = (*_ONLY_GROW, "add", "update", "pop", "popleft", "remove")
_SETUP = frozenset(("__init__", "__new__", "__post_init__", "__setstate__", "build", "setUp"))


def is_setup(function: Scope | None) -> bool:
    """Whether a function runs once for each object, before anything is called."""
    return function is not None and getattr(function.node, "name", "") in _SETUP


# Names


def counts_name(binding: Binding, name: str) -> bool:
    """``x += 1``, ``x = f(x)``: the name is computed from what it was."""
    if binding.kind is BindingKind.AUGMENT:
        return True
    return (
        binding.kind is BindingKind.ASSIGN
        and binding.value is not None
        and not binding.unpack
        and isinstance(binding.value, (ast.BinOp, ast.Call, ast.IfExp))
        and not _toggles(binding.value)
        and any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(binding.value))
    )


def _toggles(value: ast.expr) -> bool:
    """``x = 1 - x`` goes to and fro between two values."""
    match value:
        case ast.BinOp(left=ast.Constant(), op=ast.Sub(), right=ast.Name()):
            return True
        case _:
            return False


def growing_calls(module: Module, name: str, home: Scope) -> Iterator[ast.Call]:
    """Calls ``name.append(...)`` and the like, on a name of one scope."""
    for grower in _GROWERS:
        for node, scope in module.index.calls_by_name.get(grower, ()):
            holder = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(holder, ast.Name) and holder.id == name and scope.home_of(name) is home:
                yield node


def is_collected(module: Module, name: str, call: ast.AST) -> bool:
    """Whether a call gets what a name has collected each time that it is so and so much.

    ``if len(buffer) == 32: step(buffer); buffer.clear()``; so do other names that are emptied there.
    """
    child, parent = call, module.parents.get(call)
    while parent is not None and not isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        if isinstance(parent, ast.If) and child in parent.body:
            for part in ast.walk(parent.test):
                if _is_length(part, name, (ast.Eq,)):
                    return True
                counts = _is_length(part, "", (ast.Eq, ast.GtE)) or _is_share(part)
                if counts and any(_empties(inner, name) for one in parent.body for inner in ast.walk(one)):
                    return True
        child, parent = parent, module.parents.get(parent)
    return False


def _is_length(node: ast.AST, name: str, operators: tuple[type[ast.cmpop], ...]) -> bool:
    """``len(name) == size``; of whatever name where none is said."""
    match node:
        case ast.Compare(left=ast.Call(func=ast.Name(id="len"), args=[held]), ops=[operator]):
            return isinstance(operator, operators) and (not name or getattr(held, "id", "") == name)
        case _:
            return False


def _is_share(node: ast.AST) -> bool:
    """``step % 32 == 0``."""
    match node:
        case ast.Compare(left=ast.BinOp(op=ast.Mod()), ops=[ast.Eq()]):
            return True
        case _:
            return False


def _empties(node: ast.AST, name: str) -> bool:
    """``buffer.clear()``, ``buffer = []``, ``buffer, labels = [], []``."""
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=held), attr="clear")):
            return held == name
        case ast.Name(id=bound, ctx=ast.Store()):
            return bound == name
        case _:
            return False


# Attributes


def attribute_counter(program: Program, instance: Instance, name: str, call: Spot) -> Place | None:
    """The place that counts an attribute up (``self.step += 1``), where it runs between calls.

    Args:
        program: the files.
        instance: the object.
        name: its attribute.
        call: the call; what stands in its file is looked at last.
    """
    cls, world = instance.cls, program.world
    for base in world.bases(cls):
        if not isinstance(base, Class):
            continue
        for store in _counting_stores(base.module, name):
            scope = store.binding.scope
            if not is_setup(scope.function) and world.stores_on(store.target, scope, cls, base):
                return base.module.place(store.target)
    for store in _counting_stores(call.module, name):
        if world.stores_on(store.target, store.binding.scope, cls):
            return call.module.place(store.target)
    return None


def _counting_stores(module: Module, name: str) -> Iterator[AttributeStore]:
    """Stores ``x.name += 1``, ``x.name = f(x.name)``: the attribute is computed from what it was."""
    for store in module.index.attribute_stores.get(name, ()):
        binding = store.binding
        if binding.kind is BindingKind.AUGMENT or (
            binding.kind is BindingKind.ASSIGN
            and isinstance(binding.value, (ast.BinOp, ast.Call))
            and not binding.unpack
            and any(isinstance(part, ast.Attribute) and part.attr == name for part in ast.walk(binding.value))
        ):
            yield store


def attribute_growth(program: Program, instance: Instance, name: str) -> Place | None:
    """The place that makes a list of an object longer, where nothing makes it shorter.

    Args:
        program: the files.
        instance: the object.
        name: the attribute that holds the list.
    """
    found: Place | None = None
    for module in program.modules:
        for method in (*_GROWERS, "clear", "popitem"):
            for node, scope in module.index.calls_by_name.get(method, ()):
                if not _is_on_attribute(program, Call(node, scope, module), instance, name):
                    continue
                if method not in _ONLY_GROW:
                    return None
                if scope.function is not None and not is_setup(scope.function):
                    found = module.place(node)
    return found


def _is_on_attribute(program: Program, call: Call, instance: Instance, name: str) -> bool:
    """Whether a method is called on what an attribute of the object holds."""
    holder = call.node.func.value if isinstance(call.node.func, ast.Attribute) else None
    if not isinstance(holder, ast.Attribute) or holder.attr != name:
        return False
    owners = members(program.evaluate(holder.value, call))
    return any(isinstance(m, Instance) and _one_family(program, m, instance) for m in owners)


def _one_family(program: Program, one: Instance, other: Instance) -> bool:
    return one.cls in program.world.bases(other.cls) or other.cls in program.world.bases(one.cls)
