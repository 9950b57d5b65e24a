"""Attribute access: what ``receiver.name`` is."""

from __future__ import annotations

import ast
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.tracing import calls, effects, handing, seen_shapes, shapes, static_shapes
from tfguard.tracing.axes import Axes
from tfguard.tracing.events.event import Path
from tfguard.tracing.unconverted import RUNNER
from tfguard.tracing.values import (
    CALL,
    UNKNOWN,
    Array,
    Class,
    Constant,
    Container,
    ElementType,
    Function,
    Instance,
    Library,
    Method,
    Object,
    Origin,
    Owner,
    Package,
    Partial,
    Scalar,
    Static,
    StaticShape,
    Super,
    Tensor,
    TracedCallable,
    Union,
    Unset,
    Value,
    join,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

_STATIC_OF_TENSOR = frozenset(("shape", "dtype", "name", "device", "ndim", "rank", "static_shape"))
_TENSOR_OF_TENSOR = frozenset(("T", "values", "indices", "dense_shape", "flat_values", "real", "imag"))

_OF_SEQUENCES = frozenset((*dir(list), *dir(tuple)))


def load(walk: Walk, receiver: Value, name: str, node: ast.AST, frame: Frame) -> Value:
    """What reading an attribute gives; reads of outliving state are noted, properties are walked.

    Args:
        walk: the walk at hand.
        receiver: the object.
        name: the attribute.
        node: the place, for the chain of a property.
        frame: the frame that reads.
    """
    match receiver:
        case Union():
            found = [
                load(walk, member, name, node, frame)
                for member in receiver.members
                if member != Constant(None)
            ]
            return join(*found) if found else UNKNOWN
        case Library(name=module):
            return walk.world.library(f"{module}.{name}")
        case Package():
            return _of_package(walk, receiver, name, node, frame)
        case Instance():
            return of_instance(walk, receiver, name, node, frame)
        case Class():
            return _of_class(walk, receiver, name, node, frame)
        case Super():
            return _of_super(walk, receiver, name)
        case Tensor(shape=tuple() as shape) | Array(shape=tuple() as shape) if (
            walk.trace is None and name == "shape"
        ):
            return shapes.as_value(shape, lambda sizes: Container("tuple", walk.origin, sizes))
        case Array(shape=tuple() as shape) if name == "shape" and all(isinstance(n, int) for n in shape):
            return shapes.as_value(shape, lambda sizes: Container("tuple", walk.origin, sizes))
        case Array(shape=shape) if name == "T":
            return replace(receiver, shape=shape[::-1] if shape is not None else None)
        case Array() if name in ("real", "imag"):
            whole = shapes.dtype_of_call(f"numpy.{name}", (receiver,), {})
            return replace(receiver, dtype=whole)
        case Tensor(static=Axes() as axes) if name == "shape":
            return StaticShape(axes, frame.module.text_of(node))
        case Tensor(dtype=dtype) if name in _STATIC_OF_TENSOR:
            return ElementType("tensorflow.DType", dtype) if name == "dtype" else Static()
        case Tensor() if name in _TENSOR_OF_TENSOR:
            return replace(receiver, static=None) if receiver.static is not None else receiver
        case Object(kind="plain"):
            return UNKNOWN
        case Object(kind="layer", origin=origin) if name in _WEIGHTS:
            return _weights(origin)
        case Object(kind="ragged") if name in ("flat_values", "row_splits"):
            return walk.tensor()
        case Object(kind="ragged") if name in ("values", "shape", "dtype", "ragged_rank"):
            return UNKNOWN if name == "values" else Static()
        case Object(kind="variable" | "keras_variable", shape=tuple()) if name == "shape":
            return seen_shapes.as_value(static_shapes.of_value(receiver), frame.module.text_of(node))
        case Object(kind="variable" | "keras_variable", dtype=dtype) if name in _STATIC_OF_TENSOR:
            return ElementType("tensorflow.DType", dtype) if name == "dtype" else Static()
        case Array(dtype=dtype) if name in ("shape", "dtype", "ndim", "size"):
            return ElementType("numpy.dtype", dtype) if name == "dtype" else Static()
        case StaticShape(axes=axes) if name in ("ndims", "rank") and not axes.rest:
            if axes.ranked:
                return Constant(len(axes.sizes))
            return Unset(None, frame.module.text_of(node), axes.why)
        case Static():
            return Static() if name in ("ndims", "rank", "name", "shape", "dtype") else Method(receiver, name)
        case TracedCallable() if name == "python_function":
            return receiver.func
        case Partial(func=func) if name == "func":
            return func
        case Function() if walk.trace is not None and name not in ("setter", "getter", "deleter"):
            walk.trace.note_read(("attribute", receiver.scope, name))
            return Method(receiver, name)
        case Container(type="list" | "tuple", items=None, element=Tensor() as part) if (
            name not in _OF_SEQUENCES
        ):
            return part  # `tf.math.top_k(x, 2).values`: a named tuple
        case (
            Object()
            | Container()
            | Tensor()
            | Array()
            | Constant()
            | Scalar()
            | TracedCallable()
            | Function()
        ):
            return Method(receiver, name)
        case _:
            return UNKNOWN


def path_of(receiver: Value, name: str) -> Path:
    """The state that an attribute of an object is."""
    return ("attribute", receiver, name)


def _of_package(walk: Walk, receiver: Package, name: str, node: ast.AST, frame: Frame) -> Value:
    trace, module = walk.trace, receiver.module
    path = ("name", module.index.scope, name)
    if trace is not None:
        if path in trace.overlay:
            return trace.overlay[path]
        walk.trace = None
    try:
        value = walk.world.member(module, name)
    finally:
        walk.trace = trace
    if trace is not None and not isinstance(value, (Library, Function, Class, Package)):
        trace.capture(path, node, frame.module, frame.converted, value)
        trace.note_read(path)
        effects.note_container_read(walk, value)
    return value


def of_instance(walk: Walk, instance: Instance, name: str, node: ast.AST, frame: Frame) -> Value:
    """What an attribute of an instance of a project class is."""
    trace, world = walk.trace, walk.world
    path = path_of(instance, name)
    if trace is not None and path in trace.overlay:
        trace.note_read(path)
        return trace.overlay[path]
    if name == "__class__":
        return instance.cls
    told = frame.attribute(instance.cls.scope, name) if trace is None else None
    if told is not None:
        return told
    walk.trace = None
    try:
        found = world.class_member(instance.cls, name)
        member = bind_member(found[0], found[1], instance) if found is not None else None
        stored = (
            None if _is_method(member) and not _is_property(member) else world.attribute(instance.cls, name)
        )
    finally:
        walk.trace = trace
    getter = _property_of(member)
    if getter is not None:
        if trace is not None:
            trace.note_read(path)
        if isinstance(member, TracedCallable):
            return calls.call_value(walk, member, [], {}, node, frame)  # it is converted or not by itself
        with handing.converting(frame, frame.unconverted or RUNNER):
            return calls.call_function(walk, getter, [], {}, node, frame)
    if member is not None and _is_method(member) and stored is None:
        return member
    if trace is not None:
        trace.note_read(path)
    if stored is None:
        value = _of_library_base(walk, instance, name)
    else:
        value = _fresh(stored) if instance.origin.owner is Owner.CALL else stored
    if trace is not None and instance.origin.owner.outlives:
        trace.capture(path, node, frame.module, frame.converted, value)
    if member is not None and _is_method(member):
        value = join(member, value)  # self.step = tf.function(self.step): the stored one hides the method
        return stored if isinstance(stored, TracedCallable) else value
    effects.note_container_read(walk, value)
    return value


def _fresh(stored: Value) -> Value:
    """What is known of an attribute of an object made in this call, beyond what this call stored."""
    if isinstance(stored, (Container, Instance, Object, Array, Union)):
        return UNKNOWN
    return stored


_WEIGHTS = frozenset(
    ("weights", "variables", "trainable_weights", "trainable_variables", "non_trainable_weights")
)


def _weights(origin: Origin) -> Value:
    """The variables of a Keras layer or model: a new list each time that one asks."""
    return Container("list", CALL, element=Object("keras.Variable", "keras_variable", origin))


def _of_library_base(walk: Walk, instance: Instance, name: str) -> Value:
    kind = walk.world.library_kind(instance.cls)
    if kind == "layer" and name in _WEIGHTS:
        return _weights(instance.origin)
    if kind:
        return Method(Object(instance.cls.name, kind, instance.origin), name)
    return UNKNOWN


def _of_class(walk: Walk, cls: Class, name: str, node: ast.AST, frame: Frame) -> Value:
    trace = walk.trace
    path = path_of(cls, name)
    if trace is not None and path in trace.overlay:
        return trace.overlay[path]
    if name == "__name__":
        return Static()
    walk.trace = None
    try:
        found = walk.world.class_member(cls, name)
        stored = walk.world.attribute(cls, name) if found is not None else None
    finally:
        walk.trace = trace
    if found is None:
        return UNKNOWN
    if isinstance(found[0], Function):
        function = replace(found[0], owner=found[1])
        return replace(function, bound=cls) if function.binding == "class" else function
    if trace is not None:
        trace.note_read(path)
    value = stored if stored is not None else found[0]
    if trace is not None:
        trace.capture(path, node, frame.module, frame.converted, value)
    effects.note_container_read(walk, value)
    return value


def _of_super(walk: Walk, receiver: Super, name: str) -> Value:
    instance = receiver.instance
    cls = instance.cls if isinstance(instance, Instance) else instance
    if not isinstance(cls, Class):
        return UNKNOWN
    trace = walk.trace
    walk.trace = None
    try:
        found = walk.world.class_member(cls, name, after=receiver.after)
    finally:
        walk.trace = trace
    if found is None:
        if isinstance(instance, Instance):
            return _of_library_base(walk, instance, name)
        return UNKNOWN
    return bind_member(found[0], found[1], instance)


def bind_member(value: Value, owner: Class, instance: Value) -> Value:
    """A class member as seen through an instance."""
    match value:
        case Function():
            if value.binding == "static":
                return replace(value, owner=owner)
            if value.binding == "class" and isinstance(instance, Instance):
                return replace(value, owner=owner, bound=instance.cls)
            return replace(value, owner=owner, bound=instance)
        case TracedCallable():
            return replace(value, func=bind_member(value.func, owner, instance))
        case Union():
            return join(*(bind_member(member, owner, instance) for member in value.members))
        case _:
            return value


def _is_method(value: Value | None) -> bool:
    if isinstance(value, Union):
        return all(_is_method(member) for member in value.members)
    return isinstance(value, (Function, TracedCallable))


def _is_property(value: Value | None) -> bool:
    return _property_of(value) is not None


def _property_of(value: Value | None) -> Function | None:
    for member in value.members if isinstance(value, Union) else (value,):
        inner = member.func if isinstance(member, TracedCallable) else member
        if isinstance(inner, Function) and inner.binding == "property":
            return inner
    return None


def special_method(walk: Walk, instance: Value, name: str) -> Value | None:
    """``__add__`` and the like of an instance, which Python looks up in its class."""
    if not isinstance(instance, Instance):
        return None
    trace, walk.trace = walk.trace, None
    try:
        found = walk.world.class_member(instance.cls, name)
    finally:
        walk.trace = trace
    member = bind_member(found[0], found[1], instance) if found is not None else None
    return member if _is_method(member) else None


def setter_of(walk: Walk, instance: Instance, name: str) -> Function | None:
    """The setter that ``instance.name = ...`` runs, if the class has one."""
    trace = walk.trace
    walk.trace = None
    try:
        found = walk.world.class_member(instance.cls, name)
    finally:
        walk.trace = trace
    if found is None:
        return None
    for member in found[0].members if isinstance(found[0], Union) else (found[0],):
        if isinstance(member, Function) and member.binding == "setter":
            bound = bind_member(member, found[1], instance)
            return bound if isinstance(bound, Function) else None
    return None


def outlives(origin: Origin) -> bool:
    """Whether what lives there stays after the trace."""
    return origin.owner.outlives
