"""Classes of the project: their bases, what their bodies bind, the instance that a traced method has."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing import api
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import UNKNOWN, Class, Instance, Library, Origin, Owner, Value, members
from tfguard.tracing.world.bindings import joined

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World


class Classes:
    """The classes of a project, each made once.

    Args:
        world: what is known of the program.
    """

    def __init__(self, world: World) -> None:
        self._world = world
        self._classes: dict[Scope, Class] = {}
        self._instances: dict[Scope, Instance] = {}
        self._orders: dict[Scope, tuple[Value, ...]] = {}

    def class_of(self, scope: Scope, module: Module) -> Class:
        """The class that a class scope defines."""
        found = self._classes.get(scope)
        if found is None:
            found = self._classes[scope] = Class(scope, module)
        return found

    def instance(self, cls: Class) -> Instance:
        """The kept instance that a traced method of a class is bound to."""
        found = self._instances.get(cls.scope)
        if found is None:
            found = self._instances[cls.scope] = Instance(cls, Origin(Owner.SELF, "self"))
        return found

    def bases(self, cls: Class) -> tuple[Value, ...]:
        """The class and its bases in the order in which attributes are looked up.

        Bases that are not in the project are :class:`Library`; what cannot be resolved is unknown.
        """
        known = self._orders.get(cls.scope)
        if known is not None:
            return known
        self._orders[cls.scope] = (cls,)  # a class that derives from itself ends here
        node = cls.scope.node
        assert isinstance(node, ast.ClassDef)
        order: list[Value] = [cls]
        frame = cls.frame or self._world.frame(cls.scope.parent or cls.scope, cls.module)
        for expression in node.bases:
            with self._world.walk.outside(Origin(Owner.CLASS)):
                base = self._world.walk.evaluate(expression, frame)
            for member in members(base)[:1] if base != UNKNOWN else (UNKNOWN,):
                further = self.bases(member) if isinstance(member, Class) else (member,)
                order = [known for known in order if known not in further or known is cls] + list(further)
        self._orders[cls.scope] = tuple(order)
        return self._orders[cls.scope]

    def library_kind(self, cls: Class) -> str:
        """``layer``, ``metric``, ``optimizer``, ``module``... when the class derives from one; else empty."""
        for base in self.bases(cls):
            if isinstance(base, Library):
                kind = api.base_kind(base.name)
                if kind:
                    return kind
        return ""

    def is_model(self, cls: Class) -> bool:
        """Whether a class is a Keras model, which has ``fit``, and no mere layer."""
        described = (api.lookup(base.name) for base in self.bases(cls) if isinstance(base, Library))
        return any(each is not None and each.counts for each in described)

    def class_member(self, cls: Class, name: str, after: Class | None = None) -> tuple[Value, Class] | None:
        """What a class body binds a name to, and the class it was found in.

        Args:
            cls: where look-up starts.
            name: the attribute.
            after: for ``super()``: start behind this class.
        """
        order = self.bases(cls)
        if after is not None and after in order:
            order = order[order.index(after) + 1 :]
        for base in order:
            if isinstance(base, Class) and name in base.scope.bindings:
                if base.frame is not None:
                    with self._world.walk.outside(Origin(Owner.CLASS, f"{base.name}.{name}")):
                        frame = Frame(base.scope, base.module, parent=base.frame)
                        return joined(self._world, base.scope, name, frame), base
                return self._world.binding_value(base.scope, name, base.module), base
        return None

    def fields(self, cls: Class) -> list[str]:
        """Names of the fields that a class and its bases declare, in the order of the constructor."""
        found: dict[str, None] = {}
        for base in reversed(self.bases(cls)):
            body = base.scope.node if isinstance(base, Class) else None
            for statement in getattr(body, "body", ()):
                if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
                    found[statement.target.id] = None
        return list(found)
