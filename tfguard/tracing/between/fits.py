"""Calls of Keras that run what Keras traces, and callbacks, which run between two rounds of one such call.

``fit``, ``evaluate`` and ``predict`` each make one graph the first time, and use it from then on, until the
model is compiled again (experiment: examples/attribute_read).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Call, Making, Site, held
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.traced import TraceOptions
from tfguard.tracing.values import Class, Function, Instance, Library, Object, Value, members

# The methods that share a graph, with the steps that only they run.
_GRAPHS: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("fit", "train_on_batch"): ("train_step", "compute_loss"),
    ("evaluate", "test_on_batch"): ("test_step", "compute_loss"),
    ("predict",): ("predict_step",),
}
_STEPS = frozenset(step for steps in _GRAPHS.values() for step in steps)
# Callback methods that run while `fit` goes on, not once before it (API page of keras.callbacks.Callback).
_HOOKS = frozenset(
    f"on_{when}_{where}"
    for when in ("epoch", "batch", "train_batch", "test_batch", "predict_batch")
    for where in ("begin", "end")
)


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """Calls that run one graph.

    Attributes:
        sites: the calls, each as a call of what is traced.
        alike: by call: the same, once for each ``compile`` after which the graph is made anew.
    """

    sites: list[Site]
    alike: dict[ast.Call, list[Site]]


def fits_of(program: Program, walk: RootWalk) -> Iterator[Fits]:
    """The calls of Keras that run a root of Keras, by the graph that they share.

    Of a layer, a loss or a metric it is not known which models it is part of: those of its file are taken.

    Args:
        program: the files.
        walk: the root's trace.
    """
    function = walk.found.function
    name = function.scope.qualname.rpartition(".")[2]
    for methods, steps in _GRAPHS.items():
        if name in _STEPS and name not in steps:
            continue
        calls = [call for call in _calls(program, methods) if _runs(program, call, function)]
        if calls:
            yield _fits(program, calls, function)


def _calls(program: Program, methods: tuple[str, ...]) -> Iterator[Call]:
    for module in program.modules:
        for method in methods:
            for node, scope in module.index.calls_by_name.get(method, ()):
                if isinstance(node.func, ast.Attribute):
                    yield Call(node, scope, module)


def _models(program: Program, call: Call) -> list[Value]:
    """The models whose method a call calls."""
    assert isinstance(call.node.func, ast.Attribute)
    found = members(program.evaluate(call.node.func.value, call))
    return [model for model in found if _is_model(program, model)]


def _is_model(program: Program, value: Value) -> bool:
    if isinstance(value, Instance):
        return program.world.library_kind(value.cls) == "layer"
    return isinstance(value, Object) and value.kind == "layer"


def _runs(program: Program, call: Call, function: Function) -> bool:
    """Whether a call runs a function: a method of the model's own, or what a model of that file may hold."""
    models = _models(program, call)
    owner = function.bound.cls if isinstance(function.bound, Instance) else None
    if owner is None or not program.world.is_model(owner):
        return bool(models) and call.module is function.module
    return any(isinstance(model, Instance) and owner in program.world.bases(model.cls) for model in models)


def _fits(program: Program, calls: list[Call], function: Function) -> Fits:
    sites, alike = list[Site](), dict[ast.Call, list[Site]]()
    compiled = list(_calls(program, ("compile",)))
    for call in calls:
        models = _models(program, call)
        receiver = next((model for model in models if isinstance(model, Instance)), None)
        site = Site(call.node, call.scope, call.module, function, TraceOptions(), receiver=receiver)
        again = [each for each in compiled if _same(models, _models(program, each))]
        for each in again:
            program.evaluate(each.node, each)  # where it stands is asked for by what was evaluated
        made = [Making(each.node, each.module) for each in again]
        sites.append(site)
        alike[call.node] = [site, *(_made(site, making) for making in made)]
    return Fits(sites, alike)


def _made(site: Site, made: Making) -> Site:
    return Site(
        site.node, site.scope, site.module, site.function, site.options, receiver=site.receiver, made=made
    )


def _same(some: list[Value], others: list[Value]) -> bool:
    marks = {getattr(value, "node", None) for value in some} - {None}
    return bool(marks & {getattr(value, "node", None) for value in others})


# Callbacks


def is_callback(program: Program, cls: Class) -> bool:
    """Whether a class is a callback of Keras."""
    return any(
        isinstance(base, Library) and base.name.startswith("keras.callbacks.")
        for base in program.world.bases(cls)
    )


def hook_of(program: Program, scope: Scope, module: Module) -> Class | None:
    """The callback in whose method a place stands that runs while ``fit`` goes on; None elsewhere."""
    function = scope.function
    owner = function.owner_class if function is not None else None
    if function is None or owner is None or getattr(function.node, "name", "") not in _HOOKS:
        return None
    cls = program.world.class_of(owner, module)
    return cls if is_callback(program, cls) else None


def given_callback(program: Program, call: Call, cls: Class) -> bool:
    """Whether a call of Keras passes a callback of a class."""
    given = next((keyword.value for keyword in call.node.keywords if keyword.arg == "callbacks"), None)
    return given is not None and any(
        isinstance(member, Instance) and cls in program.world.bases(member.cls)
        for member in held(program.evaluate(given, call))
    )


def models_of(program: Program, cls: Class) -> Iterator[Instance]:
    """The models with which a callback runs: its ``self.model``."""
    for methods in _GRAPHS:
        for call in _calls(program, methods):
            if given_callback(program, call, cls):
                yield from (model for model in _models(program, call) if isinstance(model, Instance))
