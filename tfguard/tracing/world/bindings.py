"""What the bindings of a name give it, one by one and all together."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, Scope, ScopeKind
from tfguard.tracing import annotated, decorators, elements
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Function,
    Instance,
    Object,
    Origin,
    Owner,
    Scalar,
    Static,
    Tensor,
    TracedCallable,
    Union,
    Unknown,
    Value,
    join,
    members,
)
from tfguard.tracing.world.parameters import parameter

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World

MAX_BINDINGS = 24  # of one name
_OWNERS = {ScopeKind.MODULE: Owner.GLOBAL, ScopeKind.CLASS: Owner.CLASS}


def joined(world: World, scope: Scope, name: str, frame: Frame, key: object = None) -> Value:
    """What all bindings of a name in a scope give it together.

    Args:
        world: what is known of the program.
        scope: the scope.
        name: the name.
        frame: a frame of the scope.
        key: what marks the computation as under way.
    """
    bindings = scope.bindings.get(name, [])
    with world.walk.outside(Origin(_OWNERS.get(scope.kind, Owner.CLOSURE), name)):
        plain = [b for b in bindings if b.kind not in (BindingKind.AUGMENT, BindingKind.DECLARE)]
        values, changed = values_of(world, plain[:MAX_BINDINGS], name, frame, key)
        if changed or any(b.kind is BindingKind.AUGMENT for b in bindings):
            values.append(augmented(join(*values)))
        if not values:
            values = [
                annotated.value(world.walk, b.annotation, frame, world.walk.origin)
                for b in bindings
                if b.annotation is not None
            ]
    value = join(*values)
    world.fillings.fill(value, frame, ast.Name, name, scope)
    return value


def values_of(
    world: World, bindings: list[Binding], name: str, frame: Frame, key: object
) -> tuple[list[Value], bool]:
    """What bindings give, and whether one of them computes the name from what it was before.

    Args:
        world: what is known of the program.
        bindings: the bindings.
        name: the name or attribute bound.
        frame: a frame of the scope in which the name lives.
        key: what marks the computation as under way.
    """
    values: list[Value] = []
    changed = False
    for binding in bindings:
        value = value_of(world, binding, name, frame)
        again = world.cycles.ran_into(key)
        if again and isinstance(value, (Unknown, Tensor, Scalar, Array, Static, Union)):
            changed = True  # `x = f(x)` says how x changes, not what it is
            if isinstance(value, Tensor) and any(
                isinstance(before, Container) for known in values for before in members(known)
            ):
                values.append(value)  # but `x = tf.constant(x)` makes another thing of a list
        elif again and isinstance(value, TracedCallable) and values:
            # `step = tf.function(step)`: what is wrapped is what the name was before.
            before = Frame(frame.scope, frame.module, {name: join(*values)}, parent=frame.parent)
            values.append(value_of(world, binding, name, before))
        else:
            values.append(value)
    return values, changed


def value_of(world: World, binding: Binding, name: str, frame: Frame) -> Value:
    """What one binding gives its name.

    Args:
        world: what is known of the program.
        binding: the binding.
        name: the name or attribute bound.
        frame: a frame of the scope in which the name lives.
    """
    if binding.scope is not frame.scope:
        frame = frame.frame_of(binding.scope) or world.frame(binding.scope, frame.module)
    walk = world.walk
    match binding.kind:
        case BindingKind.IMPORT if binding.imported is not None:
            return world.imports.imported(binding.imported, frame.module)
        case BindingKind.FUNCTION if isinstance(binding.node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return decorators.decorated(walk, binding.node, frame)
        case BindingKind.CLASS if isinstance(binding.node, ast.ClassDef):
            return world.classes.class_of(frame.module.index.scopes[binding.node], frame.module)
        case BindingKind.PARAMETER:
            return parameter(world, binding.scope, name, frame)
        case BindingKind.ASSIGN if binding.value is not None:
            value = elements.unpacked(walk.evaluate(binding.value, frame), binding.unpack)
            if value == UNKNOWN and binding.annotation is not None and not binding.unpack:
                return annotated.value(walk, binding.annotation, frame, walk.origin)
            return value
        case BindingKind.ITERATE if binding.value is not None:
            iterated = elements.element(walk.evaluate(binding.value, frame))
            return elements.unpacked(iterated, binding.unpack)
        case BindingKind.ENTER if binding.value is not None:
            entered = walk.evaluate(binding.value, frame)
            return elements.unpacked(_entered(world, entered, frame.module), binding.unpack)
        case _:
            return UNKNOWN


def _entered(world: World, manager: Value, module: Module) -> Value:
    """What ``with manager as x`` binds."""
    match manager:
        case Object(cls="generator", node=ast.FunctionDef() as node) if node in module.index.scopes:
            frame = world.frame(module.index.scopes[node], module)
            yields = [part.value for part in ast.walk(node) if isinstance(part, ast.Yield)]
            found = [world.walk.evaluate(value, frame) for value in yields if value is not None]
            return join(*found) if found else NONE
        case Object():
            return manager
        case Instance(cls=cls):
            member = world.class_member(cls, "__enter__")
            if member is not None and isinstance(member[0], Function):
                return world.call(replace(member[0], bound=manager, owner=member[1]), [], {})
    return UNKNOWN


def augmented(value: Value) -> Value:
    """What ``x += ...`` makes of what x was."""
    return join(*(_augmented(member) for member in members(value)))


def _augmented(member: Value) -> Value:
    match member:
        case Constant(value=float()):
            return Scalar("float")
        case Constant(value=int()):
            return Scalar("number")
        case Constant(value=str() | bytes() as constant):
            return Scalar(type(constant).__name__)
        case Scalar() | Tensor() | Container() | Object() | Array():
            return member
        case Static():
            return Static()
        case _:
            return UNKNOWN
