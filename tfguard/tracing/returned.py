"""What a traced function returns: TensorFlow takes tensors and structures of them, and little else.

Each kind was run with TensorFlow (examples/non_tensor_return). Taken are also None, Python and NumPy numbers
and texts, arrays, variables (their value), shapes, ranges, views of dicts, datasets and their iterators,
named tuples, subclasses of list and dict, and objects that say how they are made tensors or taken apart.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfguard.tracing import api
from tfguard.tracing.events.decorator_use import NonTensorReturned
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    NONE,
    Class,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Package,
    Partial,
    Spec,
    StaticObject,
    TracedCallable,
    Value,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk
    from tfguard.tracing.world import World

_OBJECTS = {
    "layer": "a layer",
    "optimizer": "an optimizer",
    "metric": "a metric",
    "loss": "a loss object",
    "rng": "a random generator",
    "generator": "a random generator",
    "initializer": "an initializer",
    "schedule": "a schedule",
    "tape": "a gradient tape",
    "resource": "a table or a queue",
    "checkpoint": "a checkpoint",
    "strategy": "a strategy",
    "path": "a path",
    "file": "a file",
    "logger": "a logger",
    "slice": "a slice",
}
_ITERATORS = {"generator": "a generator", "iterator": "an iterator"}
_DTYPES = frozenset(
    f"tensorflow.{name}"
    for name in (
        "float16", "bfloat16", "float32", "float64", "half", "double", "int8", "int16", "int32", "int64",
        "uint8", "uint16", "uint32", "uint64", "bool", "string", "complex64", "complex128",
    )
)  # fmt: skip
# Base classes that do not make a tensor, a list, a dict or a named tuple of an object.
_PLAIN_BASES = frozenset(
    ("builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol", "builtins.Exception",
     "builtins.ValueError", "builtins.RuntimeError", "tensorflow.Module")
)  # fmt: skip
_PLAIN_DECORATORS = frozenset(("dataclasses.dataclass", "typing.final", "functools.total_ordering"))
# By these TensorFlow or NumPy makes a tensor of an object, or takes it apart.
_CONVERTS = frozenset(
    ("__tf_tensor__", "__array__", "__array_interface__", "__tf_flatten__", "__getitem__", "__len__",
     "__iter__", "__float__", "__index__", "_type_spec")
)  # fmt: skip
MAX_DEPTH = 3


def note(walk: Walk, value: Value, node: ast.expr, frame: Frame) -> None:
    """Write down what a root returns that certainly is no tensor, nor anything that TensorFlow takes.

    Args:
        walk: the walk at hand.
        value: what is returned.
        node: the expression.
        frame: the root's.
    """
    trace = walk.trace
    if frame.function is not None and frame.function.graded:
        return
    if trace is None or not trace.stack.at_root or trace.staged or trace.in_branch:
        return  # on a side of a branch another error comes first
    if trace.root.kind is RootKind.KERAS:
        return  # Keras gives dicts, objects and whatever else to code of its own
    for part, expression in _parts(value, node):
        what = _certainly(walk.world, part, expression, frame)
        if what:
            trace.emit(
                NonTensorReturned(
                    expression,
                    trace.context(frame.module, frame.converted),
                    text=frame.module.text_of(expression, 40),
                    what=what,
                    own=isinstance(part, Instance) and part.origin.text == "self",
                )
            )
            return  # TensorFlow stops at the first


def _parts(value: Value, node: ast.expr, depth: int = MAX_DEPTH) -> Iterator[tuple[Value, ast.expr]]:
    """The value, or what a list, tuple or dict holds, with the expressions where they are written there."""
    nested = isinstance(value, Container) and value.type in ("list", "tuple", "dict") and not value.iterator
    if not isinstance(value, Container) or not nested or not depth:
        yield value, node
        return
    if isinstance(value.node, (ast.ListComp, ast.DictComp)):
        made = {ast.ListComp: "elt", ast.DictComp: "value"}[type(value.node)]
        yield from _parts(value.element, getattr(node, made) if node is value.node else node, depth - 1)
        return
    items = value.items if value.items is not None else tuple((value.keys or {}).values())
    written: list[ast.expr] = []
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            written = elements
        case ast.Dict(values=values):
            written = values
    if len(written) != len(items):
        written = [node] * len(items)
    for item, expression in zip(items, written, strict=True):
        yield from _parts(item, expression, depth - 1)


def _certainly(world: World, value: Value, node: ast.expr, frame: Frame) -> str:
    """What all possible values are that are no tensors; empty where one may be taken."""
    if _is_enum_member(world, node, frame):
        return "an Enum member"
    found = [_no_tensor(world, member) for member in members(value) if member != NONE]
    return found[0] if found and all(found) else ""


def _no_tensor(world: World, value: Value) -> str:
    match value:
        case Container(type="set" | "frozenset" as kind):
            return f"a {kind}"
        case Function() | TracedCallable() | Partial():
            return "a function"
        case Class() | Package():
            return "a class" if isinstance(value, Class) else "a module"
        case Container(iterator=name) if name:
            return f"an iterator ({name})"
        case Spec():
            return "a spec"
        case Object(kind="plain"):
            return f"an object of {value.cls.rpartition('.')[2]}"
        case Object(kind=kind) if kind in _OBJECTS:
            return _OBJECTS[kind]
        case Object(cls=cls, kind="python_iterator") if cls in _ITERATORS:
            return _ITERATORS[cls]
        case Object(kind="python_iterator") if value.cls.startswith("itertools."):
            return "an iterator"
        case Library(name) if name in _DTYPES:
            return "a dtype"
        case Library(name):
            return _of_library(name)
        case StaticObject(cls="tensorflow.DType"):
            return "a dtype"
        case Instance():
            return f"an object of {value.cls.name}" if _is_plain(world, value.cls) else ""
        case _:
            return ""


def _of_library(name: str) -> str:
    """What a name of Python, TensorFlow or Keras is: a function or a class, where that is certain."""
    module, _, last = name.rpartition(".")
    if module == "builtins":
        found = getattr(builtins, last, None)
        return "a class" if isinstance(found, type) else "a function" if callable(found) else ""
    described = api.lookup(name) if module.count(".") or module == "keras" else None
    if described is None:
        return ""
    if described.returns == "object":
        return "a class" if last[:1].isupper() else ""
    return "a function" if described.returns == "tensor" and last[:1].islower() else ""


def _is_plain(world: World, cls: Class) -> bool:
    """Whether TensorFlow can make nothing of the objects of a class."""
    kind = world.library_kind(cls)
    for base in world.bases(cls):
        if isinstance(base, Library):
            if base.name not in _PLAIN_BASES and not kind:
                return False
        elif not isinstance(base, Class) or not _says_nothing(world, base):
            return False
    registered = cls.module.index.calls_by_name.get("register_tensor_conversion_function")
    return not registered


def _says_nothing(world: World, cls: Class) -> bool:
    node = cls.scope.node
    assert isinstance(node, ast.ClassDef)
    if node.keywords or not _CONVERTS.isdisjoint(cls.scope.bindings):
        return False
    frame = world.frame(cls.scope.parent or cls.scope, cls.module)
    return all(_decorator(world, decorator, frame) in _PLAIN_DECORATORS for decorator in node.decorator_list)


def _decorator(world: World, node: ast.expr, frame: Frame) -> str:
    called = node.func if isinstance(node, ast.Call) else node
    value = world.walk.evaluate(called, frame)
    return value.name if isinstance(value, Library) else ""


def _is_enum_member(world: World, node: ast.expr, frame: Frame) -> bool:
    """``Color.RED``: of a class that derives from ``enum.Enum`` alone (members of IntEnum are numbers)."""
    if not isinstance(node, ast.Attribute) or not isinstance(node.value, (ast.Name, ast.Attribute)):
        return False
    owner = world.walk.evaluate(node.value, world.frame(frame.scope, frame.module))
    if not isinstance(owner, Class) or node.attr not in owner.scope.bindings:
        return False
    bases = world.bases(owner)
    return bases[1:] in ((Library("enum.Enum"),), (Library("enum.Flag"),))
