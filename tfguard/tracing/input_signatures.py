"""Input signatures: whether they fit the function.

Each rule here was run with TensorFlow (examples/bad_input_signature): the specs are those of the positional
parameters in order; a parameter that is called ``self`` has none, by its name alone; what has a default may
go without.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.place import Place
from tfguard.tracing.events.decorator_use import Misfit, SignatureMisfits
from tfguard.tracing.roots.found import FoundRoot, name_place
from tfguard.tracing.trace import Trace
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    NONE,
    Array,
    Constant,
    Container,
    Function,
    Library,
    Object,
    Origin,
    Owner,
    Scalar,
    Spec,
    StaticObject,
    Tensor,
    Value,
    members,
)
from tfguard.tracing.world import World

_SPECS = ("tensorflow.RaggedTensorSpec", "tensorflow.SparseTensorSpec")
# What is taken for a spec by mistake.
_NO_SPECS = {
    "tensorflow.DType": "a dtype",
    "keras.layers.InputSpec": "a Keras InputSpec",
}
_DTYPES = frozenset(
    f"tensorflow.{name}"
    for name in (
        "float16", "bfloat16", "float32", "float64", "half", "double", "int8", "int16", "int32", "int64",
        "uint8", "uint16", "uint32", "uint64", "bool", "string", "complex64", "complex128",
    )
)  # fmt: skip
_GROWING = ("append", "extend", "insert", "pop", "remove", "clear")
_CONTAINERS = {"dict": "a dict", "set": "a set", "frozenset": "a frozenset"}


def misfits(world: World, found: FoundRoot, trace: Trace) -> Iterator[SignatureMisfits]:
    """The first reason for which TensorFlow refuses a root's signature, if there is one.

    Args:
        world: what is known of the program.
        found: the root.
        trace: its trace.
    """
    if (found.inherited and not found.overrides) or found.signature in (None, NONE):
        return
    if found.root.kind not in (RootKind.DECORATOR, RootKind.CALL):
        return
    problem = _problem(found)
    if problem is not None and not _grows(world, found):
        context = trace.context(found.function.module, True)
        misfit, detail = problem
        yield SignatureMisfits(
            found.function.scope.node,
            context,
            misfit=misfit,
            name=found.function.name,
            detail=detail,
            place=_place(found),
        )


def _place(found: FoundRoot) -> Place:
    """Where it is said: at the call or decorator, or at an override in another file than that."""
    if found.overrides and found.root.wrapped_at.path != found.function.module.path:
        return name_place(found.function)
    return found.root.wrapped_at


def _grows(world: World, found: FoundRoot) -> bool:
    """Whether the list is filled by code: what its display says is not all."""
    written = found.signature.node if isinstance(found.signature, Container) else None
    here = world.module(found.root.wrapped_at.path)
    for module in {found.function.module, *((here,) if here is not None else ())} if written else ():
        for name in _GROWING:
            for call, scope in module.index.calls_by_name.get(name, ()):
                if not isinstance(call.func, ast.Attribute):
                    continue
                with world.walk.outside(Origin(Owner.UNKNOWN)):
                    filled = world.walk.evaluate(call.func.value, world.frame(scope, module))
                if any(isinstance(each, Container) and each.node is written for each in members(filled)):
                    return True
    return False


def _problem(found: FoundRoot) -> tuple[Misfit, str] | None:
    match found.signature:
        case Spec():
            return Misfit.SEQUENCE, "a single spec"
        case StaticObject(cls) if cls in _SPECS:
            return Misfit.SEQUENCE, "a single spec"
        case Container(type=kind) if kind in _CONTAINERS:
            return Misfit.SEQUENCE, _CONTAINERS[kind]
        case Object(cls="generator", kind="python_iterator"):
            return Misfit.SEQUENCE, "a generator"
    items = _items(found.signature)
    if items is None:
        return None
    wrong = next((text for text in map(_no_spec, items) if text), "")
    if wrong:
        return Misfit.ITEM, wrong
    return _arity(found, len(items))


def _items(signature: Value | None) -> tuple[Value, ...] | None:
    if isinstance(signature, Container) and signature.type in ("list", "tuple"):
        return signature.items
    return None


def _no_spec(value: Value, depth: int = 4) -> str:
    """What an item is that certainly is no spec, nor a structure of specs; empty when it may be one."""
    match value:
        case Container() if value.type in ("list", "tuple", "dict") and depth:
            inside = (*(value.items or ()), *(value.keys or {}).values())
            return next((text for text in (_no_spec(item, depth - 1) for item in inside) if text), "")
        case Constant(value=None):
            return "None"
        case Constant() | Scalar():
            return "a number or a text"
        case Library(name) if name in _DTYPES:
            return "a dtype"
        case StaticObject(cls) if cls in _NO_SPECS:
            return _NO_SPECS[cls]
        case Tensor() | Array():
            return "a tensor or an array"
        case Object(kind="variable"):
            return "a variable"
        case _:
            return ""


def _positional(found: FoundRoot) -> list[str] | None:
    """The parameters that specs belong to, in order; None where that is not known."""
    node = _definition(found)
    if node is None:
        return None
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    function = found.function
    if names[:1] == ["self"]:
        return names[1:]
    method = function.scope.owner_class is not None and function.binding != "static"
    if method and found.root.kind is RootKind.CALL:
        return names[1:] if function.binding == "class" else None
    return names


def _definition(found: FoundRoot) -> ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | None:
    """What TensorFlow looks at for parameters; None where a partial or a decorator changes them."""
    if found.given or found.wrapper is not None:
        return None
    node = found.function.scope.node
    return node if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) else None


def _arity(found: FoundRoot, count: int) -> tuple[Misfit, str] | None:
    node, names = _definition(found), _positional(found)
    if node is None or names is None:
        return None
    for argument, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True):
        if default is None:
            return Misfit.KEYWORD, argument.arg
    if count > len(names) and node.args.vararg is None:
        return Misfit.EXTRA, str(count - len(names))
    required = names[: len(names) - len(node.args.defaults)]
    if count >= len(required):
        return None
    first = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)][:1]
    if _is_method(found.function) and names[:1] == first and count == len(required) - 1:
        return Misfit.SELF, names[0]
    return Misfit.MISSING, required[count]


def _is_method(function: Function) -> bool:
    return function.scope.owner_class is not None and function.binding != "static"
