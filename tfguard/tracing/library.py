"""Calls into libraries: Python's built-ins, and the functions of the API table."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.tracing import (
    api,
    builtin_calls,
    calls,
    compiled,
    decorators,
    effects,
    elements,
    handing,
    handlers,
    needs,
    op_names,
    ordering,
    shapes,
    static_shapes,
    unrolled,
    writes,
)
from tfguard.tracing.api import Api
from tfguard.tracing.events.creation import StateObjectCreated, VariableCreated
from tfguard.tracing.events.effects import Form, SummaryWritten, TensorLifted
from tfguard.tracing.values import (
    FALSE,
    FLOATING,
    NONE,
    TRUE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Method,
    Object,
    Owner,
    Scalar,
    Shape,
    StaticObject,
    Tensor,
    TracedCallable,
    Value,
    Variation,
    drawn,
    holds_symbolic,
    members,
    variation_of,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.trace import Trace
    from tfguard.tracing.walk import Walk

Keywords = dict[str, Value]


def call(
    walk: Walk, callee: Library, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """Call a function or class of a library."""
    name = callee.name
    needs.sizes_in_call(walk, name, args, keywords, node, frame)
    if name.startswith("builtins."):
        needs.builtin_call(walk, name, args, node, frame)
    unrolled.exhaust(walk, name, args)
    needs.foreign_call(walk, name, args, keywords, node, frame)
    special = builtin_calls.SPECIAL.get(name)
    if special is not None:
        return special(walk, args, keywords, node, frame)
    if name in builtin_calls.MAKERS:
        return builtin_calls.make_container(walk, name, args, keywords, node, frame)
    if name.startswith("itertools."):
        return _lazy_iterator(walk, name, args, node)
    if name.startswith("numpy."):
        needs.numpy_call(walk, name, args, keywords, node, frame)
    elif name.startswith(("math.", "cmath.")) or name == "builtins.complex":
        needs.cast(walk, args, node, frame)
    else:
        needs.library_call(walk, name, node, frame)
        op_names.note(walk, name, args, keywords, node, frame)
        if name == ordering.NAME:
            ordering.note(walk, node, frame)
        needs.eager_function(walk, name, node, frame)
        compiled.note_call(walk, name, args, keywords, node, frame)
        compiled.note_check(walk, name, args, keywords, node, frame)
        if name == "tensorflow.TensorArray":
            compiled.note_array(walk, args, keywords, node, frame)
    described = api.lookup(name)
    if described is None:
        return _undescribed(walk, name, args, keywords)
    return described_call(walk, described, name, args, keywords, node, frame)


def described_call(
    walk: Walk, described: Api, name: str, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """Call something that the API table describes."""
    trace = walk.trace
    made = result_of(walk, described, name, args, keywords, node)
    if trace is None:
        return made
    if described.returns in ("tensor", "tensors") or name.startswith("tensorflow.debugging."):
        handlers.note(walk, name)
    if isinstance(made, Tensor):
        made = replace(
            made,
            static=static_shapes.of_call(name, args, keywords),
            measures=static_shapes.measures(name, args),
        )
    if described.returns == "tensors":
        tensors = static_shapes.apart(name, args, keywords)
        if tensors is not None:
            made = Container("list", walk.origin, items=tensors)
    if described.island and isinstance(keywords.get("Tout", args[2] if len(args) > 2 else NONE), Container):
        made = Container("list", walk.origin, element=made)  # tf.py_function(f, [x], [tf.float32])
    lifts = trace.in_init_scope and described.returns == "tensor"
    if lifts and isinstance(node, ast.Call) and any(map(holds_symbolic, (*args, *keywords.values()))):
        text = f"{frame.module.text_of(node.func)}()"
        trace.emit(TensorLifted(node, trace.context(frame.module, frame.converted), text=text))
    if described.mutates is not None and described.mutates < len(args) and isinstance(node, ast.Call):
        expression = node.args[described.mutates]
        changed, name_ = args[described.mutates], name.rpartition(".")[2]
        writes.change_container(walk, changed, Form.METHOD, name_, args[1:], expression, frame, node)
    if described.seeds:
        trace.seeded = bool(args) and args[0] != NONE
    if described.creates or described.contains or described.wraps or described.counts:
        create(walk, described, name, made, args, node, frame)
    if described.calls and not described.island:
        given = handing.call_arguments(walk, described, args, keywords, node, frame)
        made = given if made == UNKNOWN else made
    if described.effect and isinstance(node, ast.Call):
        _touch(walk, described, name, args, keywords, node, frame)
    if effects.converts(name, described) and isinstance(node, ast.Call):
        bake(walk, args, keywords, node, frame)
    return made


def bake(walk: Walk, args: list[Value], keywords: Keywords, node: ast.Call, frame: Frame) -> None:
    """Arrays among the operands become constants of the graph."""
    for value, expression in zip(args, node.args, strict=False):
        effects.bake(walk, value, expression, frame)
    for keyword in node.keywords:
        if keyword.arg is not None and keyword.arg in keywords:
            effects.bake(walk, keywords[keyword.arg], keyword.value, frame)


def result_of(
    walk: Walk, described: Api, name: str, args: list[Value], keywords: Keywords, node: ast.AST
) -> Value:
    """What a described call gives."""
    match described.returns:
        case "tensor":
            made = walk.tensor()  # an operation of a graph gives a symbolic tensor whatever it is given
            if walk.trace is not None:
                dtype = shapes.dtype_of_call(name, args, keywords)
                known = name in _KNOWN
                return replace(made, dtype=dtype, known=known) if known or dtype is not None else made
            return replace(
                made,
                shape=shapes.of_call(name, args, keywords),
                varies=_value_variation(name, (*args, *keywords.values())),
                dtype=shapes.dtype_of_call(name, args, keywords),
            )
        case "tensors":
            apart = shapes.several(name, args, keywords) if walk.trace is None else None
            dtype, varies = shapes.dtype_of_call(name, args, keywords), variation_of(args)
            if apart is None:
                return Container("list", walk.origin, element=replace(walk.tensor(), dtype=dtype))
            tensors = (replace(walk.tensor(), shape=shape, varies=varies, dtype=dtype) for shape in apart)
            return Container("list", walk.origin, items=tuple(tensors))
        case "tensors_and_tensor":
            floats = replace(walk.tensor(), dtype=FLOATING)
            several = Container("list", walk.origin, element=floats)
            return Container("tuple", walk.origin, items=(several, floats))
        case "gradient":
            return _gradient(walk, keywords.get("sources", args[1] if len(args) > 1 else UNKNOWN))
        case "object" if described.kind == "plain" and walk.trace is None:
            return UNKNOWN  # of interest only where a trace makes it and returns it
        case "object":
            lazy = described.lazy or (
                described.creates in ("layer", "optimizer") or bool(described.contains) or described.wraps
            )
            slots = _keeps_slots(name, args, keywords)
            varies = drawn("random" if described.kind == "rng" and not _seeded(args, keywords) else "")
            source = args[0] if args and described.kind == "dataset" else keywords.get("tensors", UNKNOWN)
            element = elements.dataset_element(name.rpartition(".")[2], source)
            return Object(
                name,
                described.kind,
                walk.origin,
                node,
                lazy,
                slots,
                varies,
                element=element,
                dtype=_element_type(described.kind, name, args, keywords),
                shape=_of_variable(described, args, keywords),
                keeps_rows=static_shapes.keeps_rows(name, args),
            )
        case "array":
            return _array(walk, described, name, args, keywords)
        case "scalar":
            why = variation_of((*args, *keywords.values())) if walk.trace is None else None
            return Scalar(described.type, varies=drawn(described.effect) or why)
        case "static":
            return StaticObject(name)
        case "list":
            return Container("list", walk.origin)
        case "none":
            return NONE
        case "true":
            return TRUE if walk.trace is not None else UNKNOWN
        case "false":
            return FALSE if walk.trace is not None else UNKNOWN
        case "same_function":
            return decorators.apply(walk, Library(name), args[0]) if args else Library(name)
        case "do_not_convert":
            return (
                decorators.apply(walk, Library(decorators.DO_NOT_CONVERT), args[0]) if args else Library(name)
            )
        case _:
            return UNKNOWN


def _of_variable(described: Api, args: list[Value], keywords: Keywords) -> Shape | None:
    """The shape of a variable: what is said of it, or that of its first value."""
    if described.kind not in ("variable", "keras_variable"):
        return None
    said = keywords.get("shape", args[0] if args and described.creates == "weight" else None)
    if said is not None:
        return shapes.dimensions(said)
    initial = keywords.get("initial_value", args[0] if args else UNKNOWN)
    if isinstance(initial, Container):
        return shapes.shape_of(initial)
    shape = static_shapes.of_value(initial)
    known = shape is not None and not shape.rest and shape.ranked and not shape.any_open
    return shape.sizes if shape is not None and known else None


def _element_type(kind: str, name: str, args: list[Value], keywords: Keywords) -> str | None:
    """The element type of what an object holds, or of what a layer gives."""
    match kind:
        case "variable" | "keras_variable" | "tensorarray":
            return shapes.dtype_of_variable(name, args, keywords)
        case "layer":
            return shapes.dtype_of_layer(name, args, keywords)
        case _:
            return None


def _gradient(walk: Walk, sources: Value) -> Value:
    """What ``tape.gradient(loss, sources)`` gives: a tensor for a variable, as many for a list of them."""
    match sources:
        case Tensor() | Object(kind="variable" | "keras_variable"):
            dtype = shapes.dtype_of(sources) or FLOATING  # of whole numbers there is no gradient
            return replace(walk.tensor(), dtype=dtype)
        case Container(type="list" | "tuple"):
            return Container("list", walk.origin, element=replace(walk.tensor(), dtype=FLOATING))
        case _:
            return UNKNOWN


def _array(walk: Walk, described: Api, name: str, args: list[Value], keywords: Keywords) -> Value:
    """What a function of NumPy gives: an array, or a list of them (``meshgrid``)."""
    random = drawn("random" if described.effect == "random" else "")
    varies = random or variation_of((*args, *keywords.values()))
    dtype = shapes.dtype_of_call(name, args, keywords)
    apart = shapes.several(name, args, keywords)
    if apart is not None:
        items = tuple(Array(walk.origin, varies, shape, dtype) for shape in apart)
        return Container("list", walk.origin, items=items)
    return Array(walk.origin, varies, shapes.of_call(name, args, keywords), dtype)


_ABOUT_SHAPES = frozenset(("tensorflow.size", "tensorflow.shape", "tensorflow.rank"))


# What gives a constant, of Python values or of a shape that is static.
_KNOWN = _ABOUT_SHAPES | {f"tensorflow.{name}" for name in ("constant", "zeros", "ones", "eye")}


def _value_variation(name: str, given: tuple[Value, ...]) -> Variation | None:
    """Why the numbers of a result differ each time; those about a shape go with the shape alone."""
    if name not in _ABOUT_SHAPES:
        return variation_of(given)
    sizes = [size for value in given[:1] for size in shapes.shape_of(value) or ()]
    return next((size for size in sizes if isinstance(size, Variation)), None)


def _lazy_iterator(walk: Walk, name: str, args: list[Value], node: ast.AST) -> Value:
    """An iterator over another one lives where that one lives: using it up uses up both."""
    for member in (member for arg in args for member in members(arg)):
        if isinstance(member, Object) and member.kind == "python_iterator" and member.origin.owner.outlives:
            return Object(name, "python_iterator", member.origin, node)
    return Object(name, "python_iterator", walk.origin, node)


def _keeps_slots(name: str, args: list[Value], keywords: Keywords) -> bool:
    """Whether an optimizer keeps variables beside each one that it trains; SGD does so with momentum only."""
    if not name.endswith(".SGD"):
        return True
    return keywords.get("momentum", args[1] if len(args) > 1 else ZERO) != ZERO or "**" in keywords


ZERO = Constant(0.0)


def _seeded(args: list[Value], keywords: Keywords) -> bool:
    given = keywords.get("seed", args[0] if args else NONE)
    return given != NONE


def _undescribed(walk: Walk, name: str, args: list[Value], keywords: Keywords) -> Value:
    if decorators.transparent(name):
        # A decorator called on a function, or a factory of one: `functools.wraps(f)`, `lru_cache(8)`.
        if args and isinstance(args[0], (Function, TracedCallable)) and name != "functools.wraps":
            return decorators.apply(walk, Library(name), args[0])
        return Method(Library(name), "decorator")
    top = name.partition(".")[0]
    if walk.trace is not None and top not in ("tensorflow", "keras", "numpy", "builtins", "math"):
        walk.trace.note_unknown_call()
    return UNKNOWN


# State


def containing(walk: Walk, callee: Value, frame: Frame) -> AbstractContextManager[None]:
    """While the arguments of ``Sequential([...])`` are evaluated: its layers are reported as one."""
    described = api.lookup(callee.name) if isinstance(callee, Library) else None
    if walk.trace is None or described is None or not (described.contains or described.wraps):
        return _NOTHING
    return _containing(walk, walk.trace)


def speaking(walk: Walk, callee: Value) -> AbstractContextManager[None]:
    """While the arguments of ``print`` and the like are evaluated: a text in them is only said."""
    described = None
    match callee:
        case Library(name):
            described = api.lookup(name)
        case Method(receiver=Object(kind=kind), name=name):
            described = api.method(kind, name)
    if walk.trace is None or described is None or described.effect not in ("print", "log", "stream"):
        return _NOTHING
    walk.trace.said_tensor = False
    return walk.trace.under(spoken=True)


_NOTHING = nullcontext()


@contextmanager
def _containing(walk: Walk, trace: Trace) -> Iterator[None]:
    before = len(trace.events)
    yield
    inner = [event for event in trace.events[before:] if isinstance(event, StateObjectCreated)]
    trace.events[before:] = [
        event for event in trace.events[before:] if not isinstance(event, StateObjectCreated)
    ]
    walk.contained = bool(inner)


def create(
    walk: Walk, described: Api, name: str, made: Value, args: list[Value], node: ast.AST, frame: Frame
) -> None:
    """Write down that a call makes a variable, a layer or another object that keeps state."""
    trace = walk.trace
    assert trace is not None
    creates = described.creates if described.keras <= trace.target.keras else ""
    if (described.contains or described.wraps) and walk.contained:
        creates = "layer"
    if not creates and described.counts and trace.target.models_count_batches:
        creates = "model"
    if not creates:
        return
    if described.from_text and not (
        args and isinstance(args[0], Constant) and isinstance(args[0].value, str)
    ):
        return
    callee = node.func if isinstance(node, ast.Call) else node
    context, text = trace.context(frame.module, frame.converted), frame.module.text_of(callee)
    if creates == "variable":
        trace.emit(VariableCreated(node, context, name=name, text=text, made=made))
    else:
        trace.emit(StateObjectCreated(node, context, name=name, text=text, creates=creates, made=made))


# Effects


def _touch(
    walk: Walk, described: Api, name: str, args: list[Value], keywords: Keywords, node: ast.Call, frame: Frame
) -> None:
    trace = walk.trace
    assert trace is not None
    if described.effect_up_to is not None and len(args) > described.effect_up_to:
        return
    if described.file_argument is not None and described.file_argument < len(args):
        file = args[described.file_argument]
        if isinstance(file, Object) and not file.origin.owner.outlives:
            return  # the file was opened in this trace, which is reported where it is opened
    if described.effect == "random" and trace.seeded:
        return
    if described.effect == "environment" and not effects.environment_is_written(walk, frame):
        return
    if described.effect == "print" and _redirected(keywords):
        return
    printed = [
        *args,
        *(value for key, value in keywords.items() if key not in ("file", "flush", "sep", "end")),
    ]
    effects.touch(walk, described.effect, name, node, frame, printed, described.returns != "none")


def _redirected(keywords: Keywords) -> bool:
    """``print(..., file=buffer)`` into an object made in this call leaves no trace outside."""
    file = keywords.get("file")
    return isinstance(file, (Object, Instance)) and file.origin.owner is Owner.CALL


# Where the functions of tf.summary take their step (API pages of tf.summary).
_STEP_POSITIONS = {"scalar": 2, "histogram": 2, "image": 2, "text": 2, "write": 2, "audio": 3}


def summarise(walk: Walk, name: str, node: ast.Call, reads: calls.Reads, frame: Frame) -> None:
    """A summary is written: which arguments of the traced function say at which step."""
    trace = walk.trace
    place = _STEP_POSITIONS.get(name.rpartition(".")[2])
    if trace is None or place is None:
        return
    step = reads.named.get("step", reads.positional[place] if place < len(reads.positional) else frozenset())
    parameters = frozenset(str(path[1]) for path in step if path[0] == "argument")
    if parameters:
        context = trace.context(frame.module, frame.converted)
        trace.emit(SummaryWritten(node, context, parameters=parameters))
