"""Roots by Keras: methods that ``fit``, ``evaluate`` and ``predict`` trace, losses and metrics among them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Scope
from tfguard.tracing import attributes
from tfguard.tracing.roots.found import FoundRoot, function_of, make_root, parameters_of, reads_on_self
from tfguard.tracing.roots.handed import arguments_of, handed_over
from tfguard.tracing.roots.with_xla import compiled_models, is_compile
from tfguard.tracing.traced import RootKind, TraceOptions
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Class,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Origin,
    Owner,
    Scalar,
    Tensor,
    TracedCallable,
    Value,
    join,
    members,
)
from tfguard.tracing.world import World

# Methods that Keras traces, by what the class derives from. `fit`, `evaluate` and `predict` run them in a
# tf.function of their own (guide "Customizing what happens in fit()"); a schedule is called by the optimizer.
_TRACED: Mapping[str, tuple[str, ...]] = {
    "layer": ("call", "train_step", "test_step", "predict_step", "compute_loss"),
    "schedule": ("__call__",),
}
# Those of objects that `compile` is given.
_COMPILED: Mapping[str, tuple[str, ...]] = {"loss": ("call",), "metric": ("update_state", "result")}
CONVERTED_BY_KERAS_2 = frozenset(("call", "update_state", "result", ""))
# What `compile` takes functions in (API page of keras.Model).
_COMPILE_POSITIONS = {"loss": 1, "metrics": 3, "weighted_metrics": 4}
# What `fit` hands over: (x, y), (x, y, sample_weight) or x.
_BATCH = frozenset(("train_step", "test_step", "predict_step"))
_TENSOR = Tensor(True, assumed=True)
_INPUTS = frozenset(("keras.Input", "keras.layers.Input", "keras.layers.InputLayer"))
_FIXED_BATCH = frozenset(("batch_size", "batch_shape", "batch_input_shape", "tensor"))


def keras_roots(world: World, module: Module) -> Iterator[FoundRoot]:
    """What Keras traces of a module's classes, and of what its calls of ``compile`` are given.

    A model that is told to run eagerly is not traced.

    Args:
        world: what is known of the program.
        module: the module whose classes and calls are read.
    """
    eager = _run_eagerly(world, module)
    if eager is None:
        return
    opened = _fitted_with_batches(world, module) if module.index.classes else {}
    built = _built_on_input(world, module) if module.index.classes else ""
    with_xla = compiled_models(world, module)
    for cls in (
        *(world.class_of(scope, module) for scope in module.index.classes),
        *with_xla.elsewhere(module),
    ):
        if cls.scope in eager:
            continue
        for root in _methods(world, cls, jit=cls.scope in with_xla.classes):
            in_a_model = built if root.function.name.endswith(".call") and not world.is_model(cls) else ""
            batched, element = opened.get(cls.scope, (in_a_model, None))
            found = replace(root, batched=batched)
            if element is not None and root.function.name.rpartition(".")[2] in _BATCH:
                names = parameters_of(root.function)[:1]  # the data as it is, in no tuple
                rest = {name: value for name, value in root.given.items() if name not in names}
                found = replace(found, given=rest, element=element)
            yield found
    for call, where in module.index.calls_by_name.get("compile", ()):
        if _runs_eagerly(call):
            continue
        frame = world.frame(where, module)
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            callee = world.walk.evaluate(call.func, frame)
            if not any(is_compile(member, call) for member in members(callee)):
                continue
            args, keywords = arguments_of(world, call, frame)
        jit = call in with_xla.calls
        for name, position in _COMPILE_POSITIONS.items():
            given = keywords.get(name, args[position] if position < len(args) else NONE)
            yield from _given_to_compile(world, given, name, call, module, jit=jit)


def _fitted_with_batches(world: World, module: Module) -> dict[Scope, tuple[str, Tensor | None]]:
    """The classes whose instances are given a dataset of batches of any size, and what is known of those.

    What leaves their first axis open, and the single tensor that each is, where it is one.

    Of arrays nothing is known: Keras leaves the axis open only where the last batch is a smaller one.
    """
    found: dict[Scope, tuple[str, Tensor | None]] = {}
    for name in ("fit", "evaluate", "predict"):
        for call, where in module.index.calls_by_name.get(name, ()):
            if not isinstance(call.func, ast.Attribute) or not call.args:
                continue
            frame = world.frame(where, module)
            with world.walk.outside(Origin(Owner.UNKNOWN)):
                data = world.walk.evaluate(call.args[0], frame)
                if not isinstance(data, Object) or not data.batched:
                    continue
                models = members(world.walk.evaluate(call.func.value, frame))
            for model in models:
                if isinstance(model, Instance):
                    element = data.element if isinstance(data.element, Tensor) else None
                    found[model.cls.scope] = (data.batched, element)
    return found


def _built_on_input(world: World, module: Module) -> str:
    """What leaves a layer's first axis open when a file builds models on ``keras.Input``; else empty.

    Building such a model runs ``call`` with a first axis of None (experiment: examples/static_shape).
    """
    for name in ("Input", "InputLayer"):
        for call, where in module.index.calls_by_name.get(name, ()):
            if any(keyword.arg in _FIXED_BATCH for keyword in call.keywords):
                return ""
            with world.walk.outside(Origin(Owner.UNKNOWN)):
                callee = world.walk.evaluate(call.func, world.frame(where, module))
            if isinstance(callee, Library) and callee.name in _INPUTS:
                return "a model on keras.Input leaves the batch open"
    return ""


def _run_eagerly(world: World, module: Module) -> frozenset[Scope] | None:
    """The classes of models that are told to run eagerly; None where one is told so that is not known.

    ``compile(run_eagerly=True)``, ``model.run_eagerly = True``; what is said by a variable says nothing.
    """
    calls = module.index.calls_by_name.get("compile", ())
    told = [
        (call.func.value, where)
        for call, where in calls
        if isinstance(call.func, ast.Attribute) and _runs_eagerly(call)
    ]
    told += [
        (store.target.value, store.binding.scope)
        for store in module.index.attribute_stores.get("run_eagerly", ())
        if _is_on(store.binding.value)
    ]
    classes: set[Scope] = set()
    for model, where in told:
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            found = members(world.walk.evaluate(model, world.frame(where, module)))
        for member in found:
            if isinstance(member, Instance):
                classes.add(member.cls.scope)
            elif not isinstance(member, Object):
                return None
    return frozenset(classes)


def _runs_eagerly(call: ast.Call) -> bool:
    return any(word.arg == "run_eagerly" and _is_on(word.value) for word in call.keywords)


def _is_on(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and bool(node.value)


def _methods(world: World, cls: Class, *, jit: bool) -> Iterator[FoundRoot]:
    """The traced methods of one class, its own and inherited ones that meet something of its own."""
    kind = world.library_kind(cls)
    for name in _TRACED.get(kind, ()):
        member, owner = world.class_member(cls, name) or (UNKNOWN, cls)
        function = function_of(member) if jit else member
        if not isinstance(function, Function):
            continue  # not the project's, or a tf.function, which is a root by itself unless XLA is asked for
        inherited = owner is not cls
        hooks = set(cls.scope.bindings).difference(_TRACED[kind], ("__init__", "build"))
        if inherited and not reads_on_self(function, hooks):
            continue
        converted = _own_choice(member)
        yield from _method(world, cls, function, owner, name, inherited=inherited, jit=jit, own=converted)


def _own_choice(member: Value) -> bool | None:
    """Whether what Keras calls is converted by a ``tf.function`` of its own; None where it has none."""
    return member.tracer.options.autograph if isinstance(member, TracedCallable) else None


def _method(
    world: World,
    cls: Class,
    function: Function,
    owner: Class,
    name: str,
    *,
    inherited: bool = False,
    jit: bool = False,
    own: bool | None = None,
) -> Iterator[FoundRoot]:
    bound = attributes.bind_member(function, owner, world.instance(cls))
    if not isinstance(bound, Function) or not isinstance(bound.scope.node, ast.FunctionDef):
        return
    root = make_root(
        bound.module,
        bound.scope,
        RootKind.KERAS,
        "traced by Keras",
        bound.scope.node,
        TraceOptions(autograph=_converts(world, bound.module, name) if own is None else own, jit_compile=jit),
    )
    # A layer's first argument holds tensors, what follows it may be anything.
    tensors = frozenset(parameters_of(bound)[:1])
    yield FoundRoot(root, bound, inherited=inherited, given=_arguments(bound, name), tensors=tensors)


def _converts(world: World, module: Module, method: str) -> bool:
    """Whether AutoGraph converts a method: none with Keras 3, and not the steps and schedules of Keras 2."""
    return method in CONVERTED_BY_KERAS_2 and world.target(module).keras_converts


def _arguments(function: Function, method: str) -> dict[str, Value]:
    """What is known of the arguments that Keras passes."""
    node = function.scope.node
    assert isinstance(node, ast.FunctionDef)
    names = parameters_of(function)
    annotated = {a.arg for a in (*node.args.posonlyargs, *node.args.args) if a.annotation is not None}
    # What follows a layer's first argument may be anything, unless it says what it is.
    required = names[1 : len(names) - len(node.args.defaults)] if method == "call" else []
    given: dict[str, Value] = {name: UNKNOWN for name in required if name not in annotated}
    if "training" in (*names, *(argument.arg for argument in node.args.kwonlyargs)):
        given["training"] = join(Scalar("bool"), NONE)
    if method in _BATCH and names and names[0] not in annotated:
        given[names[0]] = Container("tuple", Origin(Owner.ARGUMENT, names[0]), element=_TENSOR)
    return given


def _given_to_compile(
    world: World, value: Value, role: str, call: ast.Call, module: Module, *, jit: bool
) -> Iterator[FoundRoot]:
    why = f"given to compile as {'a loss' if role == 'loss' else 'a metric'}"
    options = TraceOptions(autograph=_converts(world, module, ""), jit_compile=jit)
    for one in _each(value):
        if isinstance(one, TracedCallable) and jit:
            own = replace(options, autograph=_own_choice(one))
            yield from handed_over(world, one.func, RootKind.KERAS, why, call, module, own)
        elif not isinstance(one, Instance):
            yield from handed_over(world, one, RootKind.KERAS, why, call, module, options)
        else:
            for name in _COMPILED.get(world.library_kind(one.cls), ()):
                found = world.class_member(one.cls, name)
                function = function_of(found[0]) if found is not None and jit else found and found[0]
                if found is None or not isinstance(function, Function):
                    continue
                converted = _own_choice(found[0])
                for root in _method(world, one.cls, function, found[1], name, jit=jit, own=converted):
                    tensors = frozenset(parameters_of(root.function))
                    yield replace(root, root=replace(root.root, why=why), tensors=tensors)


def _each(value: Value) -> Iterator[Value]:
    """What is given, one by one, where it may be a list or a dict."""
    for member in members(value):
        if isinstance(member, Container):
            for held in (*(member.items or ()), *(member.keys or {}).values(), member.element):
                yield from members(held)
        else:
            yield member
