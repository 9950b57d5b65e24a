"""What an annotation says of a value. TensorFlow ignores annotations; authors write them all the same."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.tracing import api
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Class,
    Container,
    Instance,
    Library,
    Object,
    Origin,
    Scalar,
    Static,
    Tensor,
    Value,
    join,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

_CONTAINERS = {
    "builtins.list": "list",
    "typing.List": "list",
    "typing.MutableSequence": "list",
    "collections.abc.MutableSequence": "list",
    "builtins.dict": "dict",
    "typing.Dict": "dict",
    "typing.MutableMapping": "dict",
    "collections.abc.MutableMapping": "dict",
    "typing.DefaultDict": "dict",
    "collections.defaultdict": "dict",
    "collections.OrderedDict": "dict",
    "typing.OrderedDict": "dict",
    "collections.Counter": "dict",
    "typing.Counter": "dict",
    "builtins.set": "set",
    "typing.Set": "set",
    "typing.MutableSet": "set",
    "collections.deque": "deque",
    "typing.Deque": "deque",
    "builtins.tuple": "tuple",
    "typing.Tuple": "tuple",
}
_SCALARS = {f"builtins.{name}": name for name in ("bool", "int", "float", "str", "bytes")}
_TENSORS = frozenset(
    (
        "tensorflow.Tensor",
        "tensorflow.types.experimental.TensorLike",
        "tensorflow.RaggedTensor",
        "tensorflow.SparseTensor",
    )
)
_ARRAYS = frozenset(("numpy.ndarray", "numpy.typing.NDArray", "numpy.typing.ArrayLike"))
_FIRST_OF = frozenset(("typing.Annotated", "typing.Final", "typing.ClassVar"))
_UNIONS = frozenset(("typing.Union", "typing.Optional"))


def value(walk: Walk, annotation: ast.expr | None, frame: Frame, origin: Origin) -> Value:
    """The value that an annotation describes; unknown where it says nothing of use.

    Args:
        walk: the walk at hand.
        annotation: the annotation, maybe quoted.
        frame: where its names are looked up.
        origin: where the annotated value lives.
    """
    match annotation:
        case ast.Constant(value=None):
            return NONE
        case ast.Constant(value=str() as text):
            try:
                parsed = ast.parse(text, mode="eval").body
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return UNKNOWN
            return value(walk, parsed, frame, origin)
        case ast.BinOp(op=ast.BitOr()):
            return join(
                value(walk, annotation.left, frame, origin), value(walk, annotation.right, frame, origin)
            )
        case ast.Subscript():
            return _subscript(walk, annotation, frame, origin)
        case ast.Name() | ast.Attribute():
            with walk.outside(origin):
                return _named(walk, walk.evaluate(annotation, frame), origin)
        case _:
            return UNKNOWN


def _named(walk: Walk, named: Value, origin: Origin) -> Value:
    match named:
        case Class():
            return Instance(named, origin)
        case Library(name) if name in _CONTAINERS:
            return Container(_CONTAINERS[name], origin)
        case Library(name) if name in _SCALARS:
            return Scalar(_SCALARS[name])
        case Library(name) if name in _TENSORS:
            return Tensor(single=False)  # people write it of tuples of tensors as well
        case Library(name) if name in _ARRAYS:
            return Array(origin)
        case Library("tensorflow.TensorShape" | "tensorflow.DType"):
            return Static()
        case Library("tensorflow.data.Dataset"):
            return Object("tensorflow.data.Dataset", "dataset", origin)
        case Library("tensorflow.data.Iterator"):
            return Object("tensorflow.data.Iterator", "dataset_iterator", origin)
        case Library(name):
            kind = api.base_kind(name)
            described = api.lookup(name)
            if not kind and described is not None and described.returns == "object":
                kind = described.kind
            return Object(name, kind, origin) if kind else UNKNOWN
        case _:
            return UNKNOWN


def _subscript(walk: Walk, annotation: ast.Subscript, frame: Frame, origin: Origin) -> Value:
    with walk.outside(origin):
        base = walk.evaluate(annotation.value, frame)
    if not isinstance(base, Library):
        return UNKNOWN
    inside = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
    if base.name in _UNIONS:
        found = [value(walk, part, frame, origin) for part in inside]
        return join(*found, NONE) if base.name.endswith("Optional") else join(*found)
    if base.name in _FIRST_OF:
        return value(walk, inside[0], frame, origin)
    container = _CONTAINERS.get(base.name)
    if container is not None:
        key = value(walk, inside[0], frame, origin) if len(inside) > 1 and container == "dict" else UNKNOWN
        return Container(container, origin, element=value(walk, inside[-1], frame, origin), key=key)
    return _named(walk, base, origin)
