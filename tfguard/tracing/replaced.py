"""Captured variables that untraced code rebinds: a graph goes on using the one it was traced with."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.tracing.events.creation import VariableReplaced
from tfguard.tracing.events.event import Path
from tfguard.tracing.trace import Trace
from tfguard.tracing.values import NONE, UNKNOWN, Instance, Object, Origin, Owner, Tensor, Value, members
from tfguard.tracing.world import World

_SETUP = frozenset(
    ("__init__", "__new__", "__post_init__", "__setstate__", "__init_subclass__", "build", "setUp")
)


def replaced_variables(world: World, trace: Trace) -> Iterator[VariableReplaced]:
    """Write down each place that rebinds, after tracing can have begun, what a trace has captured.

    Args:
        world: what is known of the program.
        trace: a walk that is over.
    """
    for path in trace.read:
        for module, text, binding, value in _bindings(world, path):
            scope = binding.scope.function
            if scope is None or scope in trace.reached or not _runs_later(scope, module):
                continue
            if _made_here(value, binding) or value == NONE or isinstance(value, Tensor):
                context = trace.context(module, True)
                yield VariableReplaced(binding.node, context, text=text, reader=trace.chain[0].function)


def _made_here(value: Value, binding: Binding) -> bool:
    """A new variable, and not the old one handed back, as ``v.assign(...)`` does."""
    made = value.node if isinstance(value, Object) and is_variable(value) else None
    return made is not None and binding.value is not None and made in ast.walk(binding.value)


def is_variable(value: Value) -> bool:
    """Some possibility is a variable."""
    return any(isinstance(m, Object) and m.kind in ("variable", "keras_variable") for m in members(value))


def _bindings(world: World, path: Path) -> Iterator[tuple[Module, str, Binding, Value]]:
    """The bindings of a captured path of which another one holds a variable."""
    found: list[tuple[Module, str, Binding, Value]] = []
    match path:
        case ("attribute", Instance(cls=cls), str() as name):
            stores = cls.module.index.attribute_stores.get(name, ())
            for store in stores if len(stores) > 1 else ():
                if world.stores_on(store.target, store.binding.scope, cls):
                    value = _value(world, store.binding, name, cls.module)
                    found.append((cls.module, cls.module.text_of(store.target), store.binding, value))
        case ("name", Scope() as home, str() as name):
            bindings = home.bindings.get(name, ())
            module = world.module_of(home) if len(bindings) > 1 else None
            for binding in bindings if module is not None else ():
                assert module is not None
                found.append((module, name, binding, _value(world, binding, name, module)))
        case _:
            return
    for item in found:
        others = [value for _, _, binding, value in found if binding is not item[2]]
        if item[2].kind is BindingKind.ASSIGN and any(map(is_variable, others)):
            yield item


def _value(world: World, binding: Binding, name: str, module: Module) -> Value:
    if binding.kind is not BindingKind.ASSIGN:
        return UNKNOWN
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        return world.value_of(binding, name, world.frame(binding.scope, module))


def _runs_later(scope: Scope, module: Module) -> bool:
    """Whether the file calls a function, and not only while objects are being made.

    A setter that nobody here calls may well run before anything is traced.
    """
    name = getattr(scope.node, "name", "")
    return bool(module.index.calls_by_name.get(name)) and not _is_setup(scope, module)


def _is_setup(scope: Scope, module: Module, seen: frozenset[str] = frozenset()) -> bool:
    """Whether a function runs before any trace: a constructor, or something that only constructors call."""
    name = getattr(scope.node, "name", "")
    if name in _SETUP:
        return True
    callers = [where.function for _, where in module.index.calls_by_name.get(name, ())]
    others = [
        caller
        for caller in callers
        if caller is None or getattr(caller.node, "name", "") not in {name, *seen}
    ]
    if not others:
        return bool(callers)  # only itself and those we came from, which call it for the same reason
    return all(caller is not None and _is_setup(caller, module, seen | {name}) for caller in others)
