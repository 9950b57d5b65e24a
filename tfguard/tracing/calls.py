"""Calls: who is called, with what, and what the call does to the trace."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field, replace
from operator import itemgetter
from typing import TYPE_CHECKING

from tfguard.syntax.parameters import first_parameter
from tfguard.syntax.place import Place
from tfguard.syntax.records import dataclass
from tfguard.tracing import (
    annotated,
    attributes,
    decorators,
    elements,
    handing,
    library,
    library_methods,
    needs,
    recursion,
    statements,
)
from tfguard.tracing.events.creation import StateObjectCreated, VariableCreated
from tfguard.tracing.events.event import Path
from tfguard.tracing.frames import Frame
from tfguard.tracing.trace import CALL_DEPTH, Entry, Summary, Trace
from tfguard.tracing.traced import Link, RootKind
from tfguard.tracing.unconverted import KERAS, RUNNER, TOLD, Reason, Unconverted, twin_of
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Class,
    Container,
    Function,
    Instance,
    Library,
    Method,
    Object,
    Origin,
    Owner,
    Partial,
    Scalar,
    Super,
    Tensor,
    TracedCallable,
    Tracer,
    Union,
    Value,
    join,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.walk import Walk

Keywords = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Reads:
    """The outliving state from which arguments were computed, by position and by keyword."""

    positional: tuple[frozenset[Path], ...] = ()
    named: Mapping[str, frozenset[Path]] = field(default_factory=dict)

    def all(self) -> frozenset[Path]:
        """Of all arguments together."""
        return frozenset().union(*self.positional, *self.named.values())

    def after(self, count: int) -> Reads:
        """Without the first ``count`` positional arguments."""
        return Reads(self.positional[count:], self.named)


MAX_SUMMARIES = 4  # of one function with the same arguments

NO_READS = Reads()
NOTHING: frozenset[Path] = frozenset()


def evaluate_call(walk: Walk, node: ast.Call, frame: Frame) -> Value:
    """A call expression."""
    if isinstance(node.func, ast.Name) and node.func.id == "super":
        return _super(walk, node, frame)
    callee = walk.evaluate(node.func, frame)
    if walk.trace is None:
        args, keywords, _ = _arguments(walk, node, frame)
        return call_value(walk, callee, args, keywords, node, frame)
    with library.containing(walk, callee, frame), library.speaking(walk, callee):
        args, keywords, reads = _arguments(walk, node, frame)
    if isinstance(callee, Library) and callee.name.startswith("tensorflow.summary."):
        library.summarise(walk, callee.name, node, reads, frame)
    made = call_value(walk, callee, args, keywords, node, frame, reads)
    if isinstance(made, Partial) and isinstance(callee, Library):
        walk.trace.partials[node] = reads.after(1)
    return made


def _arguments(walk: Walk, node: ast.Call, frame: Frame) -> tuple[list[Value], Keywords, Reads]:
    args: list[Value] = []
    reads: list[frozenset[Path]] = []
    named: dict[str, frozenset[Path]] = {}
    certain: int | None = None  # so many come before a starred one that may be empty, with others behind it
    for place, expression in enumerate(node.args):
        starred = isinstance(expression, ast.Starred)
        value, read = _argument(
            walk, expression.value if isinstance(expression, ast.Starred) else expression, frame
        )
        if starred and isinstance(value, Container) and value.items is not None:
            args.extend(value.items)
            reads.extend(read for _ in value.items)
        else:
            if isinstance(expression, ast.Starred):
                needs.elements(walk, value, expression.value, frame, needs.STAR)
                if place + 1 < len(node.args) and certain is None:
                    certain = len(args)
            args.append(elements.element(value) if starred else value)
            reads.append(read)
    if certain is not None:
        args[certain:] = [UNKNOWN for _ in args[certain:]]
    keywords: Keywords = {}
    for keyword in node.keywords:
        value, read = _argument(walk, keyword.value, frame)
        if keyword.arg is not None:
            keywords[keyword.arg] = value
            named[keyword.arg] = read
        elif isinstance(value, Container) and value.keys is not None:
            keywords.update({key: item for key, item in value.keys.items() if isinstance(key, str)})
            if value.element != UNKNOWN:
                keywords["**"] = value.element
        else:
            keywords["**"] = UNKNOWN
    return args, keywords, Reads(tuple(reads), named)


def _argument(walk: Walk, node: ast.expr, frame: Frame) -> tuple[Value, frozenset[Path]]:
    if walk.trace is None or isinstance(node, ast.Constant):
        return walk.evaluate(node, frame), NOTHING
    with walk.trace.collecting() as read:
        value = walk.evaluate(node, frame)
    return value, frozenset(read)


def call_value(
    walk: Walk,
    callee: Value,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    reads: Reads = NO_READS,
) -> Value:
    """Call a value.

    Args:
        walk: the walk at hand.
        callee: what is called.
        args: what is passed by position.
        keywords: what is passed by name.
        node: the call, for places.
        frame: where it stands.
        reads: the outliving state from which the arguments were computed.
    """
    match callee:
        case Union():
            found = [m for m in callee.members if m != NONE]
            return join(*(call_value(walk, m, args, keywords, node, frame, reads) for m in found))
        case Function():
            return call_function(walk, callee, args, keywords, node, frame, reads)
        case TracedCallable():
            return _call_traced(walk, callee, args, keywords, node, frame, reads)
        case Class():
            return instantiate(walk, callee, args, keywords, node, frame)
        case Instance():
            return _call_instance(walk, callee, args, keywords, node, frame, reads)
        case Partial(func=func):
            whole = _behind(walk, callee, reads)
            return call_value(
                walk, func, [*callee.args, *args], {**dict(callee.keywords), **keywords}, node, frame, whole
            )
        case Tracer():
            return configure(walk, callee, args, keywords, node, frame)
        case Library(name) if name == decorators.TF_FUNCTION:
            tracer = decorators.as_tracer(callee)
            assert tracer is not None
            return configure(walk, tracer, args, keywords, node, frame)
        case Library():
            return library.call(walk, callee, args, keywords, node, frame)
        case Method():
            return library_methods.call(walk, callee, args, keywords, node, frame, reads)
        case Object():
            return library_methods.call(walk, Method(callee, "__call__"), args, keywords, node, frame, reads)
        case _:
            return _call_unknown(walk, args, keywords, node, frame)


def _behind(walk: Walk, partial: Partial, reads: Reads) -> Reads:
    """What the arguments of a partial's call were computed from, with those that it has given before."""
    before = walk.trace.partials.get(partial.node) if walk.trace is not None and partial.node else None
    if before is None:
        before = Reads(tuple(NOTHING for _ in partial.args))
    return Reads((*before.positional, *reads.positional), {**before.named, **reads.named})


def configure(
    walk: Walk, tracer: Tracer, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """``tf.function(...)``: with a function it traces, with options only it is a decorator."""
    texts: dict[str, str] = {}
    if isinstance(node, ast.Call):
        texts = {k.arg: frame.module.text_of(k.value, 200) for k in node.keywords if k.arg}
    positional = ("func", "input_signature", "autograph", "jit_compile", "reduce_retracing")
    given = {**dict(zip(positional, args, strict=False)), **keywords}
    signature = given.get("input_signature", tracer.signature)
    chosen = Tracer(decorators.options(tracer.options, given, texts), tracer.text, signature)
    func = given.get("func")
    if func is None or func == NONE:
        return chosen
    return decorators.trace(walk, func, chosen, node, frame.module)


# Project functions


def call_function(
    walk: Walk,
    function: Function,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    reads: Reads = NO_READS,
    *,
    inferred: bool = False,
) -> Value:
    """Call a function of the project; inside a trace its body is walked."""
    trace = walk.trace
    if trace is None or function.memo:
        walk.trace = None
        try:
            return _made_at(walk.world.call(function, args, keywords), args, node, frame)
        finally:
            walk.trace = trace
    if isinstance(function.scope.node, ast.AsyncFunctionDef):
        return UNKNOWN
    identity = (function.scope, function.bound)
    stack = trace.stack
    if any(running[0] is function.scope for running in stack.running):
        recursion.note(walk, function, node, frame)
    if identity in stack.running or len(stack.running) >= CALL_DEPTH:
        return UNKNOWN
    unconverted = frame.unconverted or (None if function.converted else TOLD) or why_not(function)
    if function.graded and not _is_converted_with(function):
        unconverted = unconverted or RUNNER
    key = (
        *identity,
        function.frame,
        unconverted,
        (trace.caught, trace.spoken, trace.in_branch, trace.loop is not None),
        tuple(args),
        tuple(sorted(keywords.items(), key=itemgetter(0))),
    )
    known = stack.summaries.get(key, [])
    for summary in known:
        if not trace.tried and summary.holds(trace.overlay):
            return _replay(trace, summary)
    link = Link(function.name, call_place(frame, node))
    before = (len(trace.events), len(trace.chain), len(trace.guards), len(trace.staged), trace.version)
    made_before = trace.operations
    stack.running.append(identity)
    stack.entries.append(Entry(len(trace.choices), function.frame))
    layer_call = is_layer_call(walk, function)
    trace.layer_calls += layer_call
    try:
        with trace.inside(link, inferred=inferred), trace.collecting() as read, trace.recording() as written:
            trace.reached.setdefault(function.scope, trace.chain)
            result = _run(walk, function, args, keywords, unconverted, reads)
    finally:
        stack.running.pop()
        stack.entries.pop()
        trace.layer_calls -= layer_call
    if trace.version == before[4] and len(stack.summaries) < 2000 and len(known) < MAX_SUMMARIES:
        state = {path: trace.overlay.get(path) for path in read}
        summary = Summary(
            result,
            trace.events[before[0] :],
            *before[1:4],
            frozenset(written),
            frozenset(read),
            state,
            operations=trace.operations - made_before,
        )
        stack.summaries.setdefault(key, []).append(summary)
    return result


def _made_at(value: Value, args: list[Value], node: ast.AST, frame: Frame) -> Value:
    """A wrapper of the project makes a traced function of what it is given: where the wrapper is called."""
    found = [
        replace(member, made=node, module=frame.module)
        if isinstance(member, TracedCallable) and any(member.func is argument for argument in args)
        else member
        for member in members(value)
    ]
    return found[0] if len(found) == 1 else join(*found)


def is_layer_call(walk: Walk, function: Function) -> bool:
    """Whether a function is the ``call`` of a Keras layer or model."""
    if not isinstance(function.bound, Instance) or getattr(function.scope.node, "name", "") != "call":
        return False
    trace, walk.trace = walk.trace, None
    try:
        return walk.world.library_kind(function.bound.cls) == "layer"
    finally:
        walk.trace = trace


def call_place(frame: Frame, node: ast.AST) -> Place:
    """The place of a call."""
    return frame.module.place(node)


def _replay(trace: Trace, summary: Summary) -> Value:
    trace.operations += summary.operations
    trace.note_reads(summary.reads)
    for path in summary.written:
        trace.note_write(path)
    trace.replay(summary.events, summary.chain, summary.guards, summary.staged)
    return summary.result


def _run(
    walk: Walk,
    function: Function,
    args: list[Value],
    keywords: Keywords,
    unconverted: Unconverted | None,
    reads: Reads,
) -> Value:
    scope, node = function.scope, function.scope.node
    parent = function.frame or (walk.world.frame(scope.parent, function.module) if scope.parent else None)
    inner = Frame(scope, function.module, parent=parent, live=True, function=function)
    inner.unconverted = unconverted
    inner.env.update(elements.bind(walk, function, args, keywords, inner))
    arguments = (*node.args.args, *node.args.kwonlyargs) if isinstance(node, ast.FunctionDef) else ()
    for argument in arguments:
        if argument.annotation is not None and argument.arg in inner.env:
            bare = walk.world.frame(scope.parent or scope, function.module)
            known = _as_annotated(walk, inner.env[argument.arg], argument.annotation, bare)
            inner.env[argument.arg] = known
    inner.taint.update(_taints(function, reads))
    if isinstance(node, ast.Lambda):
        return walk.evaluate(node.body, inner)
    assert isinstance(node, ast.FunctionDef)
    falls_through = statements.body(walk, node, inner)
    if scope.yields:
        given = join(*inner.yielded) if inner.yielded else None
        return Object("generator", "python_iterator", Origin(Owner.CALL), element=given)
    results = [*inner.returned, NONE] if falls_through else inner.returned
    if function.graded and results:
        return _graded(walk, join(*results), node, inner)
    return join(*results) if results else UNKNOWN


def _is_converted_with(function: Function) -> bool:
    """Whether a function is defined in one that AutoGraph converts in this trace."""
    around = function.frame
    return around is not None and around.live and around.converted


def _graded(walk: Walk, result: Value, node: ast.FunctionDef, frame: Frame) -> Value:
    """What a function under ``tf.custom_gradient`` gives; that of its gradient runs when one is asked for.

    TensorFlow runs both as they are, unless they are part of a function that AutoGraph converts (experiment:
    examples/tensor_bool_unconverted/bad_custom_gradient.py).
    """
    gradient = elements.item(result, 1)
    if isinstance(gradient, Function) and frame.scope.encloses(gradient.scope):
        count = sum(argument.arg != "variables" for argument in handing.positional(gradient))
        upstream: list[Value] = [Tensor() for _ in range(count)]
        call_function(walk, gradient, upstream, {}, node, frame, inferred=True)
    return elements.item(result, 0)


def _taints(function: Function, reads: Reads) -> dict[str, frozenset[Path]]:
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    names = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    skipped = function.bound is not None
    taints = dict(zip(names[skipped:], reads.positional, strict=False))
    rest = reads.positional[len(names) - skipped :]
    if node.args.vararg is not None and rest:
        taints[node.args.vararg.arg] = frozenset().union(*rest)
    if node.args.kwarg is not None and reads.named:
        taints[node.args.kwarg.arg] = frozenset().union(*reads.named.values())
    return {**taints, **reads.named}


def _call_traced(
    walk: Walk,
    callee: TracedCallable,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    reads: Reads,
) -> Value:
    if walk.trace is None:
        return call_value(walk, callee.func, args, keywords, node, frame)
    autograph = callee.tracer.options.autograph is not False
    # A tf.function inside a trace is converted or not by its own options.
    with handing.converting(frame, None if autograph else TOLD):
        return call_value(walk, callee.func, args, keywords, node, frame, reads)


def _call_instance(
    walk: Walk,
    instance: Instance,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    reads: Reads,
) -> Value:
    kind, methods = _called_methods(walk, instance)
    result: Value = UNKNOWN
    for name, member in methods:
        inner = member.func if isinstance(member, TracedCallable) else member
        if not isinstance(inner, Function):
            continue
        own = name == "__call__" or isinstance(member, TracedCallable)
        given = ([], {}) if name == "result" else (args, keywords)
        with (
            _layer_call(walk, inside=kind == "layer" and not own),
            handing.converting(frame, _unconverted(walk, member, frame, plain=name == "__call__")),
        ):
            if name == "call" and not own and kind == "layer" and _is_told_elsewhere(walk, inner):
                result = _known_layer(walk, inner, args, keywords, node, frame, reads)
            else:
                result = call_function(walk, inner, *given, node, frame, reads)
        if name == "__call__":
            return result
    return walk.tensor() if kind == "loss" else result


def _is_told_elsewhere(walk: Walk, function: Function) -> bool:
    """Whether Keras' own trace of a layer of the same file says what happens in it."""
    trace = walk.trace
    return trace is not None and trace.root.kind is RootKind.KERAS and function.module.path == trace.root.path


def _known_layer(
    walk: Walk,
    function: Function,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    reads: Reads,
) -> Value:
    """What a layer's ``call`` gives, walked once in a file for the same arguments."""
    trace = walk.trace
    assert trace is not None and isinstance(function.bound, Instance)
    named = tuple(sorted(keywords.items(), key=itemgetter(0)))
    jit = trace.root.options.jit_compile
    key = (function.scope, function.bound.cls.scope, frame.unconverted, jit, tuple(args), named)
    if key not in trace.layers:
        trace.layers[key] = call_function(walk, function, args, keywords, node, frame, reads)
    return trace.layers[key]


# What Keras runs of an object that is called; what the last one gives is what the call gives.
_CALLED = {"layer": ("call",), "loss": ("call",), "metric": ("update_state", "result")}


def _called_methods(walk: Walk, instance: Instance) -> tuple[str, list[tuple[str, Value]]]:
    """What kind of library object an instance is, and the project's methods that calling it runs."""
    world, trace = walk.world, walk.trace
    walk.trace = None
    try:
        kind = world.library_kind(instance.cls)
        names = ("__call__", *_CALLED.get(kind, ()))
        found = [(name, world.class_member(instance.cls, name)) for name in names]
    finally:
        walk.trace = trace
    return kind, [
        (name, attributes.bind_member(member[0], member[1], instance))
        for name, member in found
        if member is not None
    ]


def _unconverted(walk: Walk, member: Value, frame: Frame, *, plain: bool) -> Unconverted | None:
    """Why AutoGraph does not convert a method that is run by calling its object, if it does not.

    Keras 3 runs its objects' methods without AutoGraph, unless they are a tf.function of their own. Keras 2
    converts them, also where the step around them is not converted (experiment: ``fit`` with 2.15).
    """
    if isinstance(member, TracedCallable):
        return None if member.tracer.options.autograph is not False else TOLD
    if plain or walk.trace is None:
        return frame.unconverted
    if not walk.trace.target.keras_converts:
        return frame.unconverted or KERAS
    return None if walk.trace.root.kind is RootKind.KERAS else frame.unconverted


def why_not(function: Function) -> Unconverted | None:
    """Why AutoGraph does not convert a lambda by itself: there is another one like it on the line."""
    node = function.scope.node
    if not isinstance(node, ast.Lambda) or (function.frame is not None and function.frame.live):
        return None
    if twin_of(node, function.module) is None:
        return None
    what = "another lambda with the same parameters on its line"
    return Unconverted(Reason.CONSTRUCT, function.name, node, function.module, what)


@contextmanager
def _layer_call(walk: Walk, *, inside: bool) -> Iterator[None]:
    """While a layer's ``call`` runs; a decorator may stand around it."""
    trace = walk.trace if inside else None
    if trace is not None:
        trace.layer_calls += 1
    try:
        yield
    finally:
        if trace is not None:
            trace.layer_calls -= 1


def _call_unknown(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    trace = walk.trace
    if trace is None:
        return UNKNOWN
    trace.note_unknown_call()
    # `strategy.run(self._step, args=...)` where nothing says what the strategy is: a function that
    # traced code hands to `run` is run by it, and is traced too.
    callee = node.func if isinstance(node, ast.Call) else None
    if isinstance(callee, ast.Attribute) and callee.attr in (
        "run",
        "experimental_run_v2",
        "call_for_each_replica",
    ):
        first = args[0] if args else keywords.get("fn", UNKNOWN)
        if isinstance(first, (Function, TracedCallable, Partial)):
            return run_with(walk, first, args[1:], keywords, node, frame, inferred=True)
    return UNKNOWN


def run_with(
    walk: Walk,
    func: Value,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    *,
    inferred: bool = False,
) -> Value:
    """Call a function with the contents of ``args=`` and ``kwargs=``, as ``strategy.run`` does."""
    given = keywords.get("args", args[0] if args else UNKNOWN)
    named = keywords.get("kwargs", args[1] if len(args) > 1 else UNKNOWN)
    inner_args = list(given.items) if isinstance(given, Container) and given.items is not None else []
    inner_keywords: Keywords = {}
    if isinstance(named, Container) and named.keys is not None:
        inner_keywords = {key: value for key, value in named.keys.items() if isinstance(key, str)}
    if isinstance(func, Function):
        return call_function(walk, func, inner_args, inner_keywords, node, frame, inferred=inferred)
    return call_value(walk, func, inner_args, inner_keywords, node, frame)


def _super(walk: Walk, node: ast.Call, frame: Frame) -> Value:
    running: Frame | None = frame
    while running is not None and running.scope.owner_class is None:
        running = running.parent
    if running is None or running.scope.owner_class is None:
        return UNKNOWN
    owner = walk.world.class_of(running.scope.owner_class, running.module)

    first = first_parameter(running.scope)
    instance = running.env.get(first) if first else None
    if instance is None and first is not None:
        instance = walk.world.receiver(running.scope, running.scope.owner_class, running.module)
    return Super(instance, owner) if instance is not None else UNKNOWN


# Instances


def instantiate(
    walk: Walk, cls: Class, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """Make an instance of a project class; inside a trace its ``__init__`` is walked."""
    trace, world = walk.trace, walk.world
    if trace is None:
        return Instance(cls, walk.origin, node)
    instance = Instance(cls, Origin(Owner.CALL, cls.name), node)
    walk.trace = None
    try:
        kind = world.library_kind(cls)
        found = world.class_member(cls, "__init__")
    finally:
        walk.trace = trace
    before = len(trace.events)
    if found is not None and isinstance(found[0], Function):
        init = attributes.bind_member(found[0], found[1], instance)
        assert isinstance(init, Function)
        with handing.converting(frame, frame.unconverted or RUNNER):
            call_function(walk, init, args, keywords, node, frame)
    elif found is None:
        _fields(walk, instance, args, keywords)
        prepare = attributes.load(walk, instance, "__post_init__", node, frame)
        if isinstance(prepare, Function):
            call_function(walk, prepare, [], {}, node, frame)
    if kind in ("layer", "metric", "optimizer"):
        _own_state(walk, instance, kind, before, node, frame)
    return instance


def _fields(walk: Walk, instance: Instance, args: list[Value], keywords: Keywords) -> None:
    """A class without ``__init__`` whose body declares fields: a dataclass or a named tuple."""
    assert walk.trace is not None
    body = instance.cls.scope.node
    assert isinstance(body, ast.ClassDef)
    fields = {
        s.target.id: s.annotation
        for s in body.body
        if isinstance(s, ast.AnnAssign) and isinstance(s.target, ast.Name)
    }
    frame = walk.world.frame(instance.cls.scope, instance.cls.module)
    for name, value in (*zip(fields, args, strict=False), *keywords.items()):
        walk.trace.overwrite(
            attributes.path_of(instance, name), _as_annotated(walk, value, fields.get(name), frame)
        )


def _as_annotated(walk: Walk, value: Value, annotation: ast.expr | None, frame: Frame) -> Value:
    """What is only taken for a tensor is one where an annotation says so."""
    if annotation is None or not isinstance(value, Tensor) or not value.assumed:
        return value
    described = annotated.value(walk, annotation, frame, walk.origin)
    return replace(value, assumed=False, single=False) if isinstance(described, Tensor) else value


def _own_state(walk: Walk, instance: Instance, kind: str, before: int, node: ast.AST, frame: Frame) -> None:
    """Report the state of a Keras object of the project where it is made, not inside its constructor."""
    trace = walk.trace
    assert trace is not None
    walk.trace = None
    try:
        found = walk.world.class_member(instance.cls, "build")
    finally:
        walk.trace = trace
    if found is not None and isinstance(found[0], Function) and kind == "layer":
        build = attributes.bind_member(found[0], found[1], instance)
        assert isinstance(build, Function)
        call_function(walk, build, [Scalar("tuple", static=True)], {}, node, frame)
    inside = [e for e in trace.events[before:] if isinstance(e, (StateObjectCreated, VariableCreated))]
    counts = kind == "layer" and trace.target.models_count_batches and walk.world.is_model(instance.cls)
    if inside or kind == "optimizer" or counts:
        kept = [e for e in trace.events[before:] if not isinstance(e, (StateObjectCreated, VariableCreated))]
        trace.events[before:] = kept
        callee = node.func if isinstance(node, ast.Call) else node
        trace.emit(
            StateObjectCreated(
                node,
                trace.context(frame.module, frame.converted),
                name=instance.cls.name,
                text=frame.module.text_of(callee),
                creates=kind if inside or not counts else "model",
                made=instance,
                inside=inside[0].text if inside else "",
            )
        )
