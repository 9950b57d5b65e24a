"""What the project assigns to attributes of its instances, anywhere."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfguard.syntax.parameters import first_parameter
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Class,
    Function,
    Instance,
    Origin,
    Owner,
    TracedCallable,
    Value,
    join,
    members,
)
from tfguard.tracing.world.bindings import augmented, values_of
from tfguard.tracing.world.parameters import MAX_CALL_SITES

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World


class Attributes:
    """The attributes of instances, by class and name.

    Args:
        world: what is known of the program.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._known: dict[tuple[Scope, str], Value | None] = {}

    def value(self, cls: Class, name: str) -> Value | None:
        """What the project's code assigns to an attribute of instances; None when nothing does."""
        key = (cls.scope, name)
        if key in self._known:
            return self._known[key]
        cycles, mark = self._world.cycles, ("attribute", *key)
        if cycles.meets(mark):
            return UNKNOWN
        with cycles.computing(mark):
            value = self._joined(cls, name, mark)
        if cycles.complete(mark):
            self._known[key] = value
        return value

    def _joined(self, cls: Class, name: str, mark: object) -> Value | None:
        world = self._world
        values, changed = self._stored(cls, name, mark)
        values += self._passed(cls, name)
        member = world.class_member(cls, name)
        if member is not None and not isinstance(member[0], (Function, TracedCallable)):
            values.append(member[0])
        if not values:
            return UNKNOWN if changed else None
        if changed:
            values.append(augmented(join(*values)))
        value = join(*values)
        if value == NONE and self._may_be_set(cls, name):
            value = join(NONE, UNKNOWN)
        frame = world.frame(cls.module.index.scope, cls.module)
        world.fillings.fill(value, frame, ast.Attribute, name, cls.scope)
        return value

    def _stored(self, cls: Class, name: str, mark: object) -> tuple[list[Value], bool]:
        """What is assigned, and whether the attribute is also computed from what it was before."""
        world = self._world
        values: list[Value] = []
        changed = False
        for base in world.bases(cls):
            if not isinstance(base, Class):
                continue
            for store in base.module.index.attribute_stores.get(name, ()):
                if not self.stores_on(store.target, store.binding.scope, cls, base):
                    continue
                if store.binding.kind is BindingKind.AUGMENT:
                    changed = True
                    continue
                with world.walk.outside(Origin(Owner.SELF, f"self.{name}")):
                    frame = world.frame(store.binding.scope, base.module)
                    found, again = values_of(world, [store.binding], name, frame, mark)
                values += found
                changed = changed or again
        return values, changed

    def _may_be_set(self, cls: Class, name: str) -> bool:
        """Whether its file sets such an attribute on an object of which nothing is known."""
        for store in cls.module.index.attribute_stores.get(name, ()):
            value, scope = store.target.value, store.binding.scope
            method = _method_around(scope)
            if method is not None and isinstance(value, ast.Name) and value.id == first_parameter(method):
                continue
            key = ("receiver", store.target)
            if self._world.cycles.meets(key):
                return True
            with self._world.cycles.computing(key), self._world.walk.outside(Origin(Owner.UNKNOWN)):
                receiver = self._world.walk.evaluate(value, self._world.frame(scope, cls.module))
            if UNKNOWN in members(receiver):
                return True
        return False

    def _passed(self, cls: Class, name: str) -> Iterator[Value]:
        """What constructor calls give for a declared field of a dataclass or a named tuple."""
        world = self._world
        fields = world.classes.fields(cls)
        if name not in fields or world.class_member(cls, "__init__") is not None:
            return
        position = fields.index(name)
        calls = cls.module.index.calls_by_name.get(getattr(cls.scope.node, "name", ""), ())
        for call, scope in calls[:MAX_CALL_SITES]:
            given = _argument(call, name, position)
            if given is not None:
                with world.walk.outside(Origin(Owner.SELF, f"self.{name}")):
                    value = world.walk.evaluate(given, world.frame(scope, cls.module))
                if value != UNKNOWN:
                    yield value

    def stores_on(self, target: ast.Attribute, scope: Scope, cls: Class, base: Class | None = None) -> bool:
        """Whether an attribute target in ``base``'s file is one of instances of ``cls``."""
        base = base or cls
        method = _method_around(scope)
        name = target.value.id if isinstance(target.value, ast.Name) else None
        if method is not None and name is not None and name == first_parameter(method):
            return method.owner_class is base.scope
        if base is not cls:
            return False
        world, key = self._world, ("receiver", target)
        if world.cycles.meets(key):
            return False
        with world.cycles.computing(key), world.walk.outside(Origin(Owner.UNKNOWN)):
            receiver = world.walk.evaluate(target.value, world.frame(scope, base.module))
        return any(
            (isinstance(m, Instance) and cls in world.bases(m.cls)) or m is cls for m in members(receiver)
        )


def _method_around(scope: Scope) -> Scope | None:
    """The method in which a place stands, perhaps in a function of its own."""
    method = scope.function
    while method is not None and method.owner_class is None:
        method = method.parent.function if method.parent is not None else None
    return method


def _argument(call: ast.Call, name: str, position: int) -> ast.expr | None:
    """What a call passes by keyword, or else at a position that no starred argument moves."""
    given = next((k.value for k in call.keywords if k.arg == name), None)
    starred = any(isinstance(argument, ast.Starred) for argument in call.args)
    if given is None and position < len(call.args) and not starred:
        return call.args[position]
    return given
