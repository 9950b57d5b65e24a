"""Calls into libraries: Python's built-ins, the API table's functions, methods of known objects."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from string import Formatter
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
from tfguard.tracing.axes import Axes
from tfguard.tracing.events.creation import LazyObjectUsed, StateObjectCreated, VariableCreated
from tfguard.tracing.events.effects import Form, LossAdded, ResultIgnored, SummaryWritten, TensorLifted
from tfguard.tracing.events.needs import Use
from tfguard.tracing.traced import RootKind
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
    Static,
    StaticObject,
    StaticShape,
    Tensor,
    TracedCallable,
    Unset,
    Value,
    Variation,
    drawn,
    holds_symbolic,
    join,
    members,
    variation_of,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.trace import Trace
    from tfguard.tracing.walk import Walk

Keywords = dict[str, Value]

# Methods that change a container in place, by what they take in (positions of new elements).
_MUTATORS: dict[str, tuple[int, ...]] = {
    "append": (0,), "appendleft": (0,), "add": (0,), "insert": (1,), "extend": (0,), "extendleft": (0,),
    "update": (0,), "setdefault": (1,), "pop": (), "popleft": (), "popitem": (), "clear": (), "remove": (),
    "discard": (), "sort": (), "reverse": (), "rotate": (), "subtract": (), "intersection_update": (),
    "difference_update": (), "symmetric_difference_update": (), "move_to_end": (), "__setitem__": (1,),
    "__delitem__": (),
}  # fmt: skip
_BY_TYPE = {
    type_: frozenset(names.split())
    for type_, names in {
        "list": "append insert extend pop clear remove sort reverse __setitem__ __delitem__",
        "deque": "append appendleft insert extend extendleft pop popleft clear remove reverse rotate",
        "set": "add update pop clear remove discard intersection_update difference_update "
        "symmetric_difference_update",
        "dict": "update setdefault pop popitem clear move_to_end subtract __setitem__ __delitem__",
    }.items()
}
_BY_TYPE["counter"] = _BY_TYPE["dict"]
# Models that may give a tensor, a tuple or a dict.
_ANY_OUTPUT = frozenset(("keras.Model", "keras.Layer", "keras.models.load_model", "keras.models.clone_model"))
_OF_CONTAINERS = frozenset((*dir(dict), *dir(list), *dir(set))) - frozenset(dir(object))
# Methods of text that give text.
_TEXT_METHODS = frozenset(
    [
        "format",
        "join",
        "lower",
        "upper",
        "strip",
        "lstrip",
        "rstrip",
        "title",
        "capitalize",
        "replace",
        "removeprefix",
        "removesuffix",
        "zfill",
        "ljust",
        "rjust",
        "center",
        "casefold",
        "swapcase",
        "expandtabs",
        "translate",
        "format_map",
    ]
)
_SPREADING = frozenset(("extend", "extendleft", "update"))
_ARRAY_MUTATORS = frozenset(("fill", "sort", "put", "resize", "partition", "itemset", "setflags"))


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
    if described.creates or described.contains or described.counts:
        _create(walk, described, name, made, args, node, frame)
    if described.calls and not described.island:
        given = handing.call_arguments(walk, described, args, keywords, node, frame)
        made = given if made == UNKNOWN else made
    if described.effect and isinstance(node, ast.Call):
        _touch(walk, described, name, args, keywords, node, frame)
    if effects.converts(name, described) and isinstance(node, ast.Call):
        _bake(walk, args, keywords, node, frame)
    return made


def _bake(walk: Walk, args: list[Value], keywords: Keywords, node: ast.Call, frame: Frame) -> None:
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
            lazy = described.lazy or described.creates in ("layer", "optimizer") or bool(described.contains)
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


def _create(
    walk: Walk, described: Api, name: str, made: Value, args: list[Value], node: ast.AST, frame: Frame
) -> None:
    trace = walk.trace
    assert trace is not None
    creates = described.creates if described.keras <= trace.target.keras else ""
    if described.contains and walk.contained:
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


# Methods


def call_method(
    walk: Walk,
    callee: Method,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    reads: calls.Reads,
) -> Value:
    """Call a method of a library object or a built-in value."""
    receiver, name = callee.receiver, callee.name
    expression = (
        node.func.value if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else None
    )
    match receiver:
        case Container():
            return _container_method(walk, receiver, name, args, keywords, node, frame, expression, reads)
        case Array():
            return _array_method(walk, receiver, name, args, keywords, node, frame, expression)
        case Object():
            return _object_method(walk, receiver, name, args, keywords, node, frame, expression)
        case TracedCallable():
            return UNKNOWN
        case Tensor() if walk.trace is None and name == "numpy":
            return Array(walk.origin, receiver.varies, receiver.shape, receiver.dtype)
        case Tensor() if name == "numpy":
            if receiver.symbolic:
                needs.need(walk, Use.NUMPY_METHOD, receiver, node, frame)
            return Static()
        case Tensor(symbolic=True) if name == "eval":
            needs.need(walk, Use.EVAL, receiver, node, frame)
            return UNKNOWN
        case Tensor(assumed=True) if name in _OF_CONTAINERS:
            return UNKNOWN  # it is no tensor
        case Tensor(static=Axes() as axes) if name == "get_shape":
            return StaticShape(axes, frame.module.text_of(node))
        case Tensor():
            if name == "set_shape":
                if walk.trace is not None:
                    walk.trace.tells_shapes = True
                static_shapes.forget(frame.env, receiver)
            if not receiver.assumed:
                compiled.note_tensor_method(walk, name, node, frame)
            if name in ("get_shape", "numpy", "ref"):
                return Static()
            return replace(walk.tensor(receiver.assumed), single=False)
        case StaticShape():
            return _shape_method(walk, receiver, name, node, frame)
        case Static():
            return Static()
        case Constant() | Scalar():
            text = (isinstance(receiver, Scalar) and receiver.type == "str") or isinstance(
                getattr(receiver, "value", None), str
            )
            if not text or name not in _TEXT_METHODS:
                return UNKNOWN
            if name == "format" and isinstance(receiver, Constant):
                _say_format(walk, str(receiver.value), args, keywords, node, frame)
            static = effects.is_constant(receiver) and all(map(effects.is_constant, args))
            varies = variation_of((receiver, *args, *keywords.values())) if walk.trace is None else None
            return Scalar("str", static=static, varies=varies)
        case Library() if decorators.transparent(receiver.name) and args:
            return decorators.apply(walk, callee, args[0])
        case _:
            if walk.trace is not None:
                walk.trace.note_unknown_call()
            return UNKNOWN


def _say_format(
    walk: Walk, text: str, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> None:
    """``"{} {name}".format(x, name=y)``: what the text shows whole; of ``{0.shape}`` it has a part only."""
    try:
        fields = [field for _, field, _, _ in Formatter().parse(text) if field is not None]
    except ValueError:
        return
    for number, field in enumerate(fields):
        key = field or str(number)
        shown = args[int(key)] if key.isdigit() and int(key) < len(args) else keywords.get(key, NONE)
        needs.said(walk, shown, node, frame)


def _shape_method(walk: Walk, shape: StaticShape, name: str, node: ast.AST, frame: Frame) -> Value:
    """A method of ``x.shape``, or of the list that it gives."""
    match name:
        case _ if name in _BY_TYPE["list"]:
            static_shapes.forget(frame.env, shape)
        case "as_list" if not shape.axes.ranked:
            needs.size(walk, shape, node, frame, "axes")
        case "as_list":
            return replace(shape, text=frame.module.text_of(node))
        case "num_elements" if shape.axes.any_open:
            return Unset(None, frame.module.text_of(node), shape.axes.why)
        case "is_fully_defined" if shape.axes.any_open or not shape.axes.ranked:
            return FALSE
        case "assert_is_fully_defined" if shape.axes.any_open:
            needs.size(walk, shape, node, frame, "shape")
    return Static()


def _container_method(
    walk: Walk,
    receiver: Container,
    name: str,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    expression: ast.expr | None,
    reads: calls.Reads,
) -> Value:
    if name in _BY_TYPE.get(receiver.type, ()):
        added = [args[p] for p in _MUTATORS[name] if p < len(args)]
        if name in _SPREADING:
            inside = elements.any_value if receiver.keyed else elements.element
            added = [inside(value) for value in added] + list(keywords.values())
        if walk.trace is not None and expression is not None:
            with walk.trace.collecting() as paths:
                walk.evaluate(expression, frame)
            for path in paths:
                if path[0] != "argument":
                    walk.trace.note_write(path)
        shown = expression if expression is not None else node
        if walk.trace is not None:
            target = shown if isinstance(shown, ast.expr) else ast.Name("container", ast.Load())
            writes.change_container(
                walk, receiver, Form.METHOD, name, added, target, frame, node, reads.all()
            )
        return _taken(receiver, name, args)
    match name:
        case "copy" | "__copy__":
            return Container(
                receiver.type,
                walk.origin,
                receiver.items,
                receiver.element,
                dict(receiver.keys) if receiver.keys is not None else None,
                key=receiver.key,
            )
        case "get":
            found = (
                elements.item(receiver, args[0].value)
                if args and isinstance(args[0], Constant)
                else elements.any_value(receiver)
            )
            return join(found, args[1] if len(args) > 1 else NONE)
        case "items":
            pair = Container(
                "tuple", walk.origin, items=(elements.element(receiver), elements.any_value(receiver))
            )
            return Container("list", walk.origin, element=pair)
        case "values":
            return Container("list", walk.origin, element=elements.any_value(receiver))
        case "keys":
            return Container("list", walk.origin, element=elements.element(receiver))
        case "index" | "count":
            return Scalar("int")
        case "union" | "intersection" | "difference":
            return Container("set", walk.origin)
        case _:
            return UNKNOWN


def _taken(receiver: Container, name: str, args: list[Value]) -> Value:
    if name in ("pop", "popleft", "popitem"):
        taken = (
            elements.item(receiver, args[0].value)
            if args and isinstance(args[0], Constant) and receiver.keys
            else elements.any_value(receiver)
        )
        return join(taken, args[1]) if len(args) > 1 else taken
    if name == "setdefault" and len(args) > 1 and isinstance(args[1], Container):
        kept = Container(args[1].type, receiver.origin, args[1].items, args[1].element, args[1].keys)
        return kept if receiver.keys == {} else join(elements.any_value(receiver), kept)
    if name == "setdefault":
        return join(elements.any_value(receiver), args[1]) if len(args) > 1 else elements.any_value(receiver)
    return NONE


def _array_method(
    walk: Walk,
    receiver: Array,
    name: str,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    expression: ast.expr | None,
) -> Value:
    if name in _ARRAY_MUTATORS and expression is not None:
        writes.change_container(walk, receiver, Form.METHOD, name, [], expression, frame, node)
        return NONE
    if name == "item":
        return Scalar("number", varies=receiver.varies)
    if name == "tolist" and receiver.shape == ():
        return Scalar("number", varies=receiver.varies)
    if name == "tolist":
        numbers: Value = Scalar("number", varies=receiver.varies)
        for size in reversed(receiver.shape or (None,)):
            numbers = Container("list", walk.origin, element=numbers, length=size)
        return numbers
    return replace(
        shapes.of_method(receiver, name, args, keywords), origin=walk.origin, varies=receiver.varies
    )


def _object_method(
    walk: Walk,
    receiver: Object,
    name: str,
    args: list[Value],
    keywords: Keywords,
    node: ast.AST,
    frame: Frame,
    expression: ast.expr | None,
) -> Value:
    trace = walk.trace
    if receiver.kind == "python_iterator" and name == "__next__" and isinstance(node, ast.Call):
        effects.advance(walk, receiver, node, expression or node, frame, "next")
        return UNKNOWN
    if effects.converts_in_method(receiver.kind, name) and isinstance(node, ast.Call):
        _bake(walk, args, keywords, node, frame)
    needs.eager_method(walk, receiver.kind, name, node, frame)
    compiled.note_method(walk, receiver, name, node, frame)
    if receiver.kind in ("variable", "keras_variable") and name == "numpy":
        needs.need(walk, Use.VARIABLE_NUMPY, Tensor(), node, frame)
    described = api.method(receiver.kind, name)
    if described is None:
        if trace is not None and receiver.kind == "layer" and name == "add_loss":
            _add_loss(walk, args, node, frame)
        elif trace is not None and receiver.origin.owner is Owner.SELF:
            trace.note_unknown_call()  # what a library's base class sets on the object is not seen
        return UNKNOWN
    qualified = f"{receiver.cls}.{name}"
    if described.pure:
        walk.pure_call = (node, receiver)
    made: Value = receiver
    if receiver.kind == "layer" and name == "__call__" and receiver.cls in _ANY_OUTPUT:
        made = UNKNOWN
    elif described.returns != "self":
        made = result_of(walk, described, _drawing(receiver, name), args, keywords, node)
    if isinstance(made, Tensor) and receiver.dtype is not None and name in _OF_OWN_TYPE:
        made = replace(made, dtype=receiver.dtype)
    if trace is not None and name == "__call__" and isinstance(made, Tensor):
        made = replace(made, static=static_shapes.of_layer(receiver, args))
    if receiver.kind == "tensorarray" and isinstance(made, Object):
        made.dtype = receiver.dtype
    if receiver.kind == "dataset" and isinstance(made, Object) and made.kind == "dataset":
        made.batched = _batched(receiver, name, args, keywords, node, frame)
        made.element = receiver.element if name in _SAME_ELEMENTS or name in _STILL_TENSORS else None
    if receiver.kind == "layer" and isinstance(made, Tensor):
        made = replace(made, single=False)  # with its states, or its attention scores
    if receiver.cls in ("random.Random", "random.SystemRandom") and name != "choice":
        drawing = api.lookup(f"random.{name}")  # Python's generators draw Python numbers, as the module does
        made = result_of(walk, drawing, name, args, keywords, node) if drawing is not None else made
    if trace is None:
        return made
    if described.effect == "stream":
        if not receiver.origin.owner.outlives or not isinstance(node, ast.Call):
            return made
        effects.touch(walk, "file", qualified, node, frame, args, result=True)
        return made
    if described.effect == "random" and not _draws(receiver, trace.seeded):
        return made
    if described.effect and isinstance(node, ast.Call):
        effects.touch(walk, described.effect, qualified, node, frame, args, described.returns != "none")
    if described.creates:
        _create(walk, described, qualified, made, args, node, frame)
    if described.calls:
        given = handing.call_arguments(walk, described, args, keywords, node, frame)
        made = given if made == UNKNOWN else made
    if (
        receiver.lazy
        and (receiver.slots or trace.target.needs_slots)
        and receiver.origin.owner.outlives
        and name in ("__call__", "apply_gradients", "minimize")
    ):
        text = frame.module.text_of(node.func if isinstance(node, ast.Call) else node)
        trace.emit(
            LazyObjectUsed(
                node,
                trace.context(frame.module, frame.converted),
                used=receiver,
                text=text,
                built=_is_built(frame, text),
                chosen=_is_chosen(walk, node, frame),
            )
        )
    return made


# Methods that give a tensor of the element type that the object has.
_OF_OWN_TYPE = frozenset(("__call__", "value", "read_value", "read", "stack", "concat", "gather", "unstack"))
# Methods of a dataset after which its elements have the shapes that they had.
_SAME_ELEMENTS = frozenset(
    (
        "shuffle",
        "repeat",
        "prefetch",
        "cache",
        "take",
        "skip",
        "shard",
        "filter",
        "take_while",
        "with_options",
        "snapshot",
        "ignore_errors",
    )
)
_STILL_TENSORS = ("batch", "padded_batch", "unbatch", "rebatch")
_BATCHING = {"batch": 1, "padded_batch": 3, "ragged_batch": 1}  # with the position of drop_remainder


def _batched(
    receiver: Object, name: str, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> str:
    """What leaves the first axis of a dataset's elements open (``element_spec`` of 2.15 and 2.21)."""
    if name in _SAME_ELEMENTS:
        return receiver.batched
    place = _BATCHING.get(name)
    if place is None or not isinstance(node, ast.Call) or "**" in keywords:
        return ""
    dropped = keywords.get("drop_remainder", args[place] if place < len(args) else FALSE)
    return f"{name}() without drop_remainder leaves it open" if dropped == FALSE else ""


def _drawing(receiver: Object, name: str) -> str:
    """Under which name the shapes of a method are known: generators draw as their module's functions do."""
    if receiver.kind == "rng" and receiver.cls.startswith("numpy.random."):
        return f"numpy.random.{name}"
    if receiver.kind == "generator" and receiver.cls.startswith("tensorflow.random.Generator"):
        return f"tensorflow.random.Generator.{name}"
    return receiver.cls


def _is_built(frame: Frame, text: str) -> bool:
    """Whether the file calls ``build`` on an object of that name, or the class on any object."""
    name = text.removesuffix(".apply_gradients").removesuffix(".minimize").rpartition(".")[2]
    method = frame.scope.function
    owner = method.owner_class if method is not None else None
    for call, scope in frame.module.index.calls_by_name.get("build", ()):
        built = call.func.value if isinstance(call.func, ast.Attribute) else None
        elsewhere = scope.function is not None and scope.function.owner_class not in (None, owner)
        if isinstance(built, ast.Attribute) and built.attr == name:
            return True
        if isinstance(built, ast.Name) and built.id == name and not elsewhere:
            return True
        if owner is not None and owner.encloses(scope) and not isinstance(built, ast.Call):
            return True
    return False


def _is_chosen(walk: Walk, node: ast.AST, frame: Frame) -> bool:
    """Whether an argument of the traced function says which object is used."""
    if walk.trace is None or not isinstance(node, ast.Call):
        return False
    chooser = node.func.value if isinstance(node.func, ast.Attribute) else node.func
    with walk.trace.collecting() as reads:
        walk.evaluate(chooser.slice if isinstance(chooser, ast.Subscript) else chooser, frame)
        index = walk.evaluate(chooser.slice, frame) if isinstance(chooser, ast.Subscript) else UNKNOWN
    if all(isinstance(member, Constant) for member in members(index)):
        return False  # the argument of a traced function is never known
    wanted = "argument" if isinstance(chooser, ast.Subscript) else "chosen"
    return any(path[0] == wanted for path in reads)


def _draws(receiver: Object, seeded: bool) -> bool:
    """Whether a generator gives other numbers on each eager call.

    One that is made in the call with a seed gives the same numbers each time, eagerly and as a graph.
    """
    if receiver.kind == "initializer":
        return receiver.origin.owner is Owner.CALL and _unseeded_initializer(receiver)
    if receiver.origin.owner is Owner.CALL:
        return receiver.varies is not None
    return receiver.origin.owner.outlives and not seeded


def _unseeded_initializer(receiver: Object) -> bool:
    described = api.lookup(receiver.cls)
    if described is None or not described.seedable or not isinstance(receiver.node, ast.Call):
        return False
    return not any(k.arg == "seed" for k in receiver.node.keywords)


def _add_loss(walk: Walk, args: list[Value], node: ast.AST, frame: Frame) -> None:
    trace = walk.trace
    assert trace is not None
    if trace.root.kind is RootKind.KERAS:
        return  # Keras takes up the losses in the trace in which they are added
    if args and holds_symbolic(args[0]) is not None and isinstance(node, ast.Call):
        text = frame.module.text_of(node.func)
        trace.emit(LossAdded(node, trace.context(frame.module, frame.converted), text=text))


def result_dropped(walk: Walk, node: ast.Call, frame: Frame) -> None:
    """An expression statement: a call whose result is all that it does was made for nothing."""
    trace = walk.trace
    pure = walk.pure_call
    if trace is None or pure is None or pure[0] is not node or not isinstance(node.func, ast.Attribute):
        return
    trace.emit(
        ResultIgnored(
            node,
            trace.context(frame.module, frame.converted),
            text=frame.module.text_of(node.func.value),
            kind=pure[1].kind,
            method=node.func.attr,
        )
    )
