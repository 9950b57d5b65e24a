"""How TensorFlow tells the objects of a class apart when it looks for a graph that it can use again."""

from __future__ import annotations

import ast
from typing import Literal

from tfguard.tracing.between.program import Program
from tfguard.tracing.values import Class, Library

Equality = Literal["identity", "value", "fields", "constant", "unhashable", "spec", "unknown"]

_BY_IDENTITY = frozenset(("layer", "module", "optimizer", "metric", "loss", "schedule"))
_BY_FIELDS = frozenset(
    ("typing.NamedTuple", "builtins.tuple", "builtins.str", "builtins.int", "builtins.float")
)
_PLAIN = frozenset(("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol"))
# An object that says of which tensors it consists is traced by these (``tf.nest``).
_TAKEN_APART = ("__tf_flatten__", "__tf_unflatten__")
_DATACLASSES = frozenset(("dataclasses.dataclass", "attr.s", "attrs.define", "attr.define"))


def equality_of(program: Program, cls: Class) -> Equality:
    """How TensorFlow tells instances apart, as far as the bases are known.

    Args:
        program: the files.
        cls: their class.

    Returns:
        ``identity``, ``value``, ``fields`` (as a tuple is), ``constant``, ``unhashable``, ``spec``, or else
        ``unknown``.
    """
    world = program.world
    if world.library_kind(cls) in _BY_IDENTITY:
        return "identity"
    for base in world.bases(cls):
        given = _by_library(base.name) if isinstance(base, Library) else None
        if given is not None:
            return given
        if not isinstance(base, (Class, Library)):
            return "unknown"
    if all(world.class_member(cls, name) is not None for name in _TAKEN_APART):
        return "spec"
    has_hash = world.class_member(cls, "__hash__") is not None
    if world.class_member(cls, "__eq__") is not None:
        return "value" if has_hash else "unhashable"
    decorator = _dataclass(program, cls)
    if decorator is not None:
        return _of_dataclass(decorator, has_hash)
    return "spec" if world.class_member(cls, "__tf_tracing_type__") is not None else "identity"


def _by_library(base: str) -> Equality | None:
    """What a base from a library makes of its heirs; None for one that adds nothing."""
    if base.startswith("enum."):
        return "constant"
    if base in _BY_FIELDS:
        return "fields"
    if "ExtensionType" in base or base.startswith("tensorflow.experimental."):
        return "spec"
    return None if base in _PLAIN else "unknown"


def _of_dataclass(decorator: ast.expr, has_hash: bool) -> Equality:
    options = {k.arg: getattr(k.value, "value", None) for k in getattr(decorator, "keywords", ())}
    if options.get("eq") is False:
        return "identity"
    hashable = options.get("frozen") or options.get("unsafe_hash") or has_hash
    return "value" if hashable else "unhashable"


def _dataclass(program: Program, cls: Class) -> ast.expr | None:
    """The decorator that makes a class a dataclass."""
    node = cls.scope.node
    assert isinstance(node, ast.ClassDef)
    for decorator in node.decorator_list:
        callee = decorator.func if isinstance(decorator, ast.Call) else decorator
        frame = program.world.frame(cls.scope.parent or cls.scope, cls.module)
        value = program.world.walk.evaluate(callee, frame)
        if isinstance(value, Library) and value.name in _DATACLASSES:
            return decorator
    return None
