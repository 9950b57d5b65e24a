"""Roots by being given to TensorFlow: the functions of ``Dataset.map`` and of whatever else traces them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing import api, handing
from tfguard.tracing.api import Api
from tfguard.tracing.frames import Frame
from tfguard.tracing.roots.found import (
    FoundRoot,
    bound_to_self,
    functions_of,
    given_by,
    make_root,
    parameters_of,
)
from tfguard.tracing.traced import RootKind, TraceOptions
from tfguard.tracing.values import (
    UNKNOWN,
    Container,
    Function,
    Library,
    Method,
    Object,
    Origin,
    Owner,
    Tensor,
    TracedCallable,
    Value,
    members,
)
from tfguard.tracing.world import World

# Arguments that only datasets' methods have (API page of tf.data.Dataset).
_OF_DATASETS = frozenset(("num_parallel_calls", "deterministic", "cycle_length", "block_length"))


def handed_roots(world: World, module: Module) -> Iterator[FoundRoot]:
    """The functions that a module's calls give to what traces them.

    Args:
        world: what is known of the program.
        module: the module whose calls are read.
    """
    for name in sorted(api.tracing_names()):
        for call, scope in module.index.calls_by_name.get(name, ()):
            frame = world.frame(scope, module)
            with world.walk.outside(Origin(Owner.UNKNOWN)):
                callee = world.walk.evaluate(call.func, frame)
                described = next(filter(None, (_described(member, call) for member in members(callee))), None)
                if described is None:
                    continue
                args, keywords = arguments_of(world, call, frame)
            elementwise = name in _ELEMENTWISE
            batched, element = _elements_of(callee) if elementwise else ("", None)
            for parameter, value in handing.handed(described, args, keywords):
                options = TraceOptions(autograph=parameter not in described.plain)
                dataset = described.staged == "dataset"
                kind = RootKind.DATASET if dataset else RootKind.HANDED
                why = f"traced by {'Dataset.' if dataset else ''}{name}"
                roots = handed_over(world, value, kind, why, call, module, options, batched)
                yield from (replace(root, element=element) for root in roots)


def _described(callee: Value, call: ast.Call) -> Api | None:
    """What the API table says of a callee, if it traces what it is given."""
    described = None
    match callee:
        case Library(name):
            described = api.lookup(name)
        case Method(receiver=Object(kind=kind), name=name):
            described = api.method(kind, name)
        case _ if callee == UNKNOWN and isinstance(call.func, ast.Attribute):
            if any(keyword.arg in _OF_DATASETS for keyword in call.keywords):
                described = api.method("dataset", call.func.attr)
    return described if described is not None and described.traces else None


# Methods of a dataset that call a function with its elements.
_ELEMENTWISE = frozenset(("map", "filter", "flat_map", "interleave", "take_while"))


def _elements_of(callee: Value) -> tuple[str, Tensor | None]:
    """Of the elements that a dataset's method hands over: what leaves the first axis open, what they are."""
    match callee:
        case Method(receiver=Object(kind="dataset", batched=batched, element=element)):
            return batched, element if isinstance(element, Tensor) else None
        case _:
            return "", None


def arguments_of(world: World, call: ast.Call, frame: Frame) -> tuple[list[Value], dict[str, Value]]:
    """The arguments of a call, up to the first whose number is not known."""
    args: list[Value] = []
    for argument in call.args:
        if isinstance(argument, ast.Starred):
            break
        args.append(world.walk.evaluate(argument, frame))
    keywords: dict[str, Value] = {}
    for keyword in call.keywords:
        value = world.walk.evaluate(keyword.value, frame)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
        elif isinstance(value, Container) and value.keys is not None:
            keywords.update({key: item for key, item in value.keys.items() if isinstance(key, str)})
    return args, keywords


def handed_over(
    world: World,
    value: Value,
    kind: RootKind,
    why: str,
    node: ast.AST,
    module: Module,
    options: TraceOptions,
    batched: str = "",
) -> Iterator[FoundRoot]:
    """The functions that a value is or holds, as roots.

    Args:
        world: what is known of the program.
        value: what is given.
        kind: what it is given to.
        why: a phrase for people.
        node: the call that gives it.
        module: where that stands.
        options: how it is traced.
        batched: see :class:`FoundRoot`.
    """
    for member in (one for each in members(value) for one in handing.functions_in(each)):
        if isinstance(member, TracedCallable):
            continue  # a root by itself
        for function in functions_of(world, member):
            scope: Scope = function.scope
            root = make_root(function.module, scope, kind, why, node, options, module)
            bound = bound_to_self(world, function, scope, function.module)
            given = given_by(member, bound)
            tensors = _without_defaults(bound).difference(given)
            yield FoundRoot(root, bound, given=given, tensors=tensors, batched=batched)


def _without_defaults(function: Function) -> frozenset[str]:
    """The parameters that a caller has to fill: TensorFlow does so with tensors."""
    names = parameters_of(function)
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    return frozenset(names[: len(names) - len(node.args.defaults)])
