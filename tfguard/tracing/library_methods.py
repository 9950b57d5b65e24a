"""Calls of methods: of texts, lists and dicts, arrays, shapes, and objects of libraries."""

from __future__ import annotations

import ast
from dataclasses import replace
from string import Formatter
from typing import TYPE_CHECKING

from tfguard.tracing import (
    api,
    calls,
    compiled,
    decorators,
    effects,
    elements,
    handing,
    library,
    needs,
    seen_shapes,
    shapes,
    static_shapes,
    writes,
)
from tfguard.tracing.axes import Axes
from tfguard.tracing.events.creation import LazyObjectUsed
from tfguard.tracing.events.effects import Form, LossAdded, ResultIgnored
from tfguard.tracing.events.needs import Use
from tfguard.tracing.library import Keywords
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    FALSE,
    NONE,
    UNKNOWN,
    Array,
    Constant,
    Container,
    Library,
    Method,
    Object,
    Owner,
    Scalar,
    Static,
    StaticShape,
    Tensor,
    TracedCallable,
    Unset,
    Value,
    holds_symbolic,
    join,
    members,
    variation_of,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

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
                seen_shapes.forget(frame.env, receiver)
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
            seen_shapes.forget(frame.env, shape)
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
        library.bake(walk, args, keywords, node, frame)
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
        made = library.result_of(walk, described, _drawing(receiver, name), args, keywords, node)
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
        made = library.result_of(walk, drawing, name, args, keywords, node) if drawing is not None else made
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
        library.create(walk, described, qualified, made, args, node, frame)
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
