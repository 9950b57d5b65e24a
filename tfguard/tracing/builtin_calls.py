"""Calls of Python's built-ins and of standard-library functions that mean something to a trace."""

from __future__ import annotations

import ast
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.tracing import (
    api,
    attributes,
    calls,
    compiled,
    conditions,
    decorators,
    effects,
    elements,
    handlers,
    needs,
    seen_shapes,
    shapes,
    writes,
)
from tfguard.tracing.axes import OPEN, Axes, Size
from tfguard.tracing.events.event import ANY
from tfguard.tracing.events.needs import Use
from tfguard.tracing.operators import in_graph
from tfguard.tracing.staging import LAZY, is_python
from tfguard.tracing.trace import Choice
from tfguard.tracing.values import (
    FALSE,
    NONE,
    TRUE,
    UNKNOWN,
    Array,
    Class,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Object,
    Origin,
    Owner,
    Partial,
    Scalar,
    Spec,
    Static,
    StaticShape,
    Tensor,
    Value,
    Variation,
    is_certainly,
    join,
    members,
    variation_of,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk

Keywords = dict[str, Value]
MAX_KNOWN = 1e15  # numbers beyond which nothing is counted

MAKERS = {
    "builtins.list": "list", "builtins.dict": "dict", "builtins.set": "set", "builtins.tuple": "tuple",
    "builtins.frozenset": "frozenset", "builtins.sorted": "list", "builtins.bytearray": "list",
    "collections.deque": "deque", "collections.defaultdict": "dict", "collections.OrderedDict": "dict",
    "collections.Counter": "counter", "collections.UserDict": "dict", "collections.UserList": "list",
    "weakref.WeakKeyDictionary": "dict", "weakref.WeakValueDictionary": "dict", "weakref.WeakSet": "set",
}  # fmt: skip


def make_container(
    walk: Walk, name: str, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """An empty container, or a copy of what is given, owned by whoever makes it."""
    type_ = MAKERS[name]
    if name == "collections.defaultdict":
        factory = args[0] if args else UNKNOWN
        element: Value = UNKNOWN
        if isinstance(factory, Library) and factory.name in MAKERS:
            element = Container(MAKERS[factory.name], walk.origin)
        elif isinstance(factory, Library) and factory.name in ("builtins.int", "builtins.float"):
            element = Scalar(factory.name.rpartition(".")[2])
        return Container("dict", walk.origin, element=element, node=node)
    if not args:
        keys: dict[object, Value] | None = None
        if type_ == "dict":
            keys = dict(keywords.items())
        items = () if type_ in ("list", "tuple") else None
        return Container(type_, walk.origin, items=items, keys=keys, node=node)
    source = args[0]
    if isinstance(source, StaticShape) and type_ in ("list", "tuple"):
        if not source.axes.ranked:
            needs.size(walk, source, node, frame, "axes")
        if type_ == "list":
            return replace(source, text=frame.module.text_of(node))
        return Container(type_, walk.origin, items=seen_shapes.dimensions(source), node=node)
    if isinstance(source, Container):
        kept = source.items if type_ in ("list", "tuple") else None
        inside = elements.any_value if type_ == "dict" and source.keyed else elements.element
        copied = dict(source.keys) if source.keys is not None and type_ == "dict" else None
        return Container(
            type_,
            walk.origin,
            kept,
            source.element if kept is not None or copied is not None else inside(source),
            copied,
            node,
            key=source.key if type_ == "dict" else UNKNOWN,
        )
    return Container(type_, walk.origin, element=elements.element(source), node=node)


def _next(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if (
        args
        and isinstance(node, ast.Call)
        and isinstance(args[0], Object)
        and args[0].kind == "python_iterator"
    ):
        effects.advance(walk, args[0], node, node.args[0], frame, "next")
    if args and isinstance(args[0], Object) and args[0].kind == "dataset_iterator":
        if len(args) > 1 and isinstance(node, ast.Call):
            effects.advance(walk, args[0], node, node.args[0], frame, "default")
        handlers.note(walk, "next")
        compiled.note_next(walk, node, frame)
        return elements.of_dataset(args[0])
    return UNKNOWN


def _iter(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if not args:
        return UNKNOWN
    if isinstance(args[0], Object):
        described = api.method(args[0].kind, "__iter__")
        if described is not None:
            batched = args[0].batched
            return Object(args[0].cls, described.kind, walk.origin, node, batched=batched)
        if args[0].kind == "range":
            return Object("iterator", "python_iterator", walk.origin, node)
        return args[0] if args[0].kind == "python_iterator" else UNKNOWN
    if isinstance(args[0], (Container, Array, Constant, Function)):
        return Object("iterator", "python_iterator", walk.origin, node)
    return UNKNOWN


def _enumerate(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    pair = Container(
        "tuple",
        walk.origin,
        items=(_number_of(walk, args, frame), elements.element(args[0]) if args else UNKNOWN),
    )
    if args and isinstance(node, ast.Call):
        effects.iterate(walk, args[0], node.args[0], frame)
    return _iterator("enumerate", walk, args, pair)


def _number_of(walk: Walk, args: list[Value], frame: Frame) -> Value:
    """What ``enumerate`` counts with: AutoGraph makes ``Dataset.enumerate`` of it, which gives an int64."""
    if walk.trace is None or not frame.converted or all(map(is_python, args)):
        return Scalar("int")
    number = replace(walk.tensor(), dtype="int64")
    certain = all(isinstance(m, Object) and m.kind.startswith("dataset") for m in members(args[0]))
    return number if certain else join(Scalar("int"), number)


def _iterator(name: str, walk: Walk, args: list[Value], element: Value) -> Container:
    """What goes over other things: Python's iterator, where AutoGraph certainly makes no dataset of it."""
    listed = _listed(args)
    return Container(listed, walk.origin, element=element, iterator=name if listed == "list" else "")


def _listed(args: list[Value]) -> str:
    """The type of what goes over other things: AutoGraph converts a loop over it if they are datasets."""
    return "list" if all(map(is_python, args)) else LAZY


def _zip(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if isinstance(node, ast.Call):
        for value, expression in zip(args, node.args, strict=False):
            effects.iterate(walk, value, expression, frame)
    row = Container("tuple", walk.origin, items=tuple(elements.element(value) for value in args))
    return _iterator("zip", walk, args, row)


def _map(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if not args or walk.trace is None:
        return Object("map", "python_iterator", walk.origin, node, element=_mapped(walk, args, node, frame))
    taken = [elements.element(value) for value in args[1:]]
    with walk.trace.under(choice=Choice(node)):
        result = calls.call_value(walk, args[0], taken, {}, node, frame)
    filters = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "filter"
    return _iterator("filter" if filters else "map", walk, args[1:], result)


def _mapped(walk: Walk, args: list[Value], node: ast.AST, frame: Frame) -> Value | None:
    """What ``map(tf.constant, rows)`` gives each time, outside a trace: of library functions."""
    if len(args) < 2 or not isinstance(args[0], Library) or not isinstance(node, ast.Call):
        return None
    if not isinstance(node.func, ast.Name) or node.func.id != "map":
        return None
    return calls.call_value(walk, args[0], [elements.element(value) for value in args[1:]], {}, node, frame)


def _reduce(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if len(args) > 1 and walk.trace is not None:
        item = elements.element(args[1])
        with walk.trace.under(choice=Choice(node)):
            return calls.call_value(walk, args[0], [item, item], {}, node, frame)
    return UNKNOWN


def _sorted(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    item = elements.element(args[0]) if args else UNKNOWN
    if args and "key" not in keywords and isinstance(args[0], Container) and len(args[0].items or ()) > 1:
        needs.any_truth(walk, args[0].items or (), node, frame)
    if "key" in keywords and walk.trace is not None:
        calls.call_value(walk, keywords["key"], [item], {}, node, frame)
    return Container("list", walk.origin, element=item, node=node)


def _len(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if isinstance(value, StaticShape) and not value.axes.rest:
        if value.axes.ranked:
            return Constant(len(value.axes.sizes))
        needs.size(walk, value, node, frame, "axes")
    known = shapes.length(value) if walk.trace is None or isinstance(value, Array) else None
    if known is not None:
        return known
    if isinstance(value, Container) and value.items is not None and value.type == "tuple":
        return Constant(len(value.items))
    if is_certainly(value, Tensor):
        length = Scalar("int", static=True)
        # What a layer or a dataset hands over may be a list of tensors as well.
        single = isinstance(value, Tensor) and value.single and not value.assumed
        sizes = value.static if single and isinstance(value, Tensor) and frame.converted else None
        if sizes is not None and sizes.size(0) == OPEN and walk.trace is not None:
            return replace(walk.tensor(), static=Axes(), measures=sizes.with_sizes((OPEN,)))
        # AutoGraph gives a tensor where the static shape does not say.
        counted = replace(walk.tensor(), dtype="int32")
        return join(length, counted) if walk.trace is not None and frame.converted else length
    return Scalar("int", static=isinstance(value, Static))


def _range(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if any(is_certainly(arg, Tensor) for arg in args):
        return replace(walk.tensor(), dtype=shapes.dtype_of_call("tensorflow.range", args, {}))
    whole = Object("range", "range", walk.origin, node)
    return (
        join(whole, walk.tensor()) if any(isinstance(m, Tensor) for a in args for m in members(a)) else whole
    )


def _isinstance(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if len(args) > 1 and _is_class(args[0]) and isinstance(args[1], Library):
        # `isinstance(layer_or_class, keras.layers.Layer)`, given a class
        return Constant(args[1].name in ("builtins.type", "builtins.object"))
    if walk.trace is not None and len(args) > 1 and needs.symbolic(args[0]) is not None:
        known = _is_tensor_class(args[1], assumed=conditions.assumed(args[0]))
        if known is not None:
            return Constant(known)
    return Scalar("bool", static=True)


def _is_generator_function(
    walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    if args and isinstance(args[0], Function):
        return Constant(args[0].scope.yields and not isinstance(args[0].scope.node, ast.AsyncFunctionDef))
    return Scalar("bool", static=True)


def _is_coroutine_function(
    walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    if args and isinstance(args[0], Function):
        return Constant(isinstance(args[0].scope.node, ast.AsyncFunctionDef))
    return Scalar("bool", static=True)


def _is_class(value: Value) -> bool:
    if isinstance(value, Library):
        described = api.lookup(value.name)
        return described is not None and described.returns == "object"
    return isinstance(value, Class)


def _is_tensor(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if args and is_certainly(args[0], Tensor) and not conditions.assumed(args[0]):
        return TRUE
    return Scalar("bool", static=True)


def _is_symbolic(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if isinstance(value, Tensor) and not value.assumed:
        return Constant(value.symbolic)
    return Scalar("bool", static=True)


def _is_tensor_class(cls: Value, *, assumed: bool) -> bool | None:
    """Whether a symbolic tensor, or what is taken for one, is an instance of a class."""
    if isinstance(cls, Container):
        known = [_is_tensor_class(each, assumed=assumed) for each in cls.items or ()]
        return True if True in known else None if None in known or not known else False
    if not isinstance(cls, Library):
        return None
    if cls.name in ("tensorflow.Tensor", "tensorflow.is_tensor"):
        return None if assumed else True
    return False if cls.name == "numpy.ndarray" or (cls.name in _BUILTIN_CLASSES and not assumed) else None


_BUILTIN_CLASSES = frozenset(
    f"builtins.{name}" for name in ("int", "float", "bool", "str", "list", "tuple", "dict")
)


def _hasattr(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    name = _note_named(walk, args)
    if walk.trace is not None and needs.symbolic(args[0] if args else UNKNOWN) is not None:
        if name == "numpy":
            return FALSE
        if name in _OF_TENSORS and not conditions.assumed(args[0]):
            return TRUE
    return Scalar("bool")


_OF_TENSORS = frozenset(("shape", "dtype", "name", "graph", "op", "device", "get_shape", "set_shape"))


def _note_named(walk: Walk, args: list[Value]) -> str:
    """An attribute is asked for by name; the name, or ``*`` when it is not known."""
    name = (
        args[1].value
        if len(args) > 1 and isinstance(args[1], Constant) and isinstance(args[1].value, str)
        else ANY
    )
    if walk.trace is not None and args and isinstance(args[0], (Instance, Class)):
        walk.trace.note_read(attributes.path_of(args[0], name))
    return name


def _getattr(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    name = _note_named(walk, args)
    if not args or name == ANY:
        return UNKNOWN
    value = attributes.load(walk, args[0], name, node, frame)
    return join(value, args[2]) if len(args) > 2 else value


def _vars(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``vars(o)``: one dict an object, whoever asks."""
    trace = walk.trace
    if trace is None or not args or not isinstance(args[0], (Instance, Class)):
        return UNKNOWN
    trace.note_read(attributes.path_of(args[0], ANY))
    origin = args[0].origin if isinstance(args[0], Instance) else Origin(Owner.CLASS, args[0].name)
    return trace.namespaces.setdefault(args[0], Container("dict", Origin(origin.owner, "vars()")))


def _setattr(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if len(args) == 3 and isinstance(node, ast.Call) and walk.trace is not None:
        name = args[1].value if isinstance(args[1], Constant) and isinstance(args[1].value, str) else ANY
        with walk.trace.collecting() as reads:
            walk.evaluate(node.args[2], frame)
        target = ast.copy_location(ast.Attribute(node.args[0], name, ast.Store()), node)
        writes.write_attribute(walk, args[0], name, args[2], target, frame, node, frozenset(reads))
    return NONE


def _partial(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if not args:
        return UNKNOWN
    return Partial(args[0], tuple(args[1:]), tuple(keywords.items()), node)


def _globals(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    return Library("builtins.globals()")


def _copy(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if isinstance(value, Container):
        return Container(
            value.type,
            walk.origin,
            value.items,
            value.element,
            dict(value.keys) if value.keys is not None else None,
        )
    if isinstance(value, Array):
        return replace(value, origin=walk.origin)
    if isinstance(value, Instance):
        return Instance(value.cls, walk.origin, node) if walk.trace is None else UNKNOWN
    return UNKNOWN


def _replaced(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``dataclasses.replace(o, x=...)``: a new object of the same class."""
    if args and isinstance(args[0], Instance) and walk.trace is None:
        return Instance(args[0].cls, walk.origin, node)
    return UNKNOWN


def _field(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if "default" in keywords:
        return keywords["default"]
    factory = keywords.get("default_factory")
    return calls.call_value(walk, factory, [], {}, node, frame) if factory is not None else UNKNOWN


def _binding(name: str) -> Callable[..., Value]:
    """``staticmethod(f)`` in a class body: what the decorator would make of f."""

    def make(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
        found = [decorators.apply(walk, Library(name), m) for value in args[:1] for m in members(value)]
        return join(*found) if found else UNKNOWN

    return make


def _number(type_: str) -> Callable[..., Value]:
    def make(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
        value = args[0] if args else UNKNOWN
        if walk.trace is not None and frame.converted and type_ in ("int", "float") and in_graph(value):
            return _cast(walk, type_, value)
        tensor = needs.symbolic(value) if type_ in ("str", "repr") else needs.valueless(value)
        if tensor is not None:
            use = Use.TEXT if type_ == "str" else Use.CAST
            by = frame.module.text_of(node.func) if isinstance(node, ast.Call) else type_
            needs.need(walk, use, tensor, node, frame, by)
        if isinstance(value, Constant) and type_ in ("int", "float"):
            return _converted(type_, value.value)
        varies = variation_of((value,))
        return Scalar(type_, static=effects.is_constant(value), varies=varies)

    return make


# What AutoGraph casts to for `int` and `float`; a tensor that has that type already comes back as it is.
_CAST_TO = {"int": "int32", "float": "float32"}


def _cast(walk: Walk, type_: str, value: Value) -> Value:
    eager = all(isinstance(member, Tensor) and not member.symbolic for member in members(value))
    if eager and isinstance(value, Tensor) and value.dtype in (None, _CAST_TO[type_]):
        return value if value.dtype is not None else UNKNOWN
    return replace(walk.tensor(conditions.assumed(value)), dtype=_CAST_TO[type_])


def _converted(type_: str, value: object) -> Value:
    """``int(0.8 * 100)``: numbers of elements are computed like this."""
    if isinstance(value, (int, float)) and abs(value) < MAX_KNOWN:
        return Constant(int(value) if type_ == "int" else float(value))
    return Scalar(type_, static=True)


def _text(write: Callable[[object], str]) -> Callable[..., Value]:
    """``str`` and ``repr``: of what is known, a known text."""
    of_anything = _number("str")

    def make(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
        known = args[0] if len(args) == 1 and not keywords else UNKNOWN
        if isinstance(known, Constant):
            with suppress(ValueError):  # a number of more digits than Python writes
                return Constant(write(known.value))
        return of_anything(walk, args, keywords, node, frame)

    return make


def _round(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if is_certainly(value, Tensor):
        return replace(walk.tensor(), dtype=shapes.dtype_of(value))
    whole = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round"
    if isinstance(value, Scalar) and whole and len(args) == 1:
        return replace(value, type="int")
    return value if isinstance(value, (Scalar, Static)) else UNKNOWN


def _reversed(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    element = elements.element(args[0]) if args else UNKNOWN
    return Container("list", walk.origin, element=element, iterator="reversed")


def _type(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    return args[0].cls if args and isinstance(args[0], Instance) else UNKNOWN


def _sum(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    inside = elements.element(args[0]) if args else UNKNOWN
    return inside if isinstance(inside, (Tensor, Scalar)) else UNKNOWN


def _extreme(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``min`` and ``max`` of Python numbers."""
    if len(args) > 1:
        needs.any_truth(walk, args, node, frame)
    elif args and isinstance(args[0], Container) and len(args[0].items or ()) > 1:
        needs.any_truth(walk, args[0].items or (), node, frame)
    if walk.trace is None and _is_longest(node):
        return Scalar("int", varies=Variation("value", "padded to the longest"))
    found = args if len(args) > 1 else [elements.element(arg) for arg in args]
    if not found or "key" in keywords:
        return join(*found) if found else UNKNOWN
    if all(isinstance(value, (Constant, Scalar)) for value in found):
        types = {_type_name(value) for value in found}
        static = all(map(effects.is_constant, found))
        why = _clipped(node, found) if walk.trace is None else None
        return Scalar(types.pop() if len(types) == 1 else "number", static, why)
    return join(*found) if walk.trace is None else UNKNOWN


def _clipped(node: ast.AST, found: list[Value]) -> Variation | None:
    """``min(i, 1)`` of a number that counts up from 0 has two values, ``max(i, 4)`` as many as are left."""
    why = variation_of(found)
    bounds = [v.value for v in found if isinstance(v, Constant) and isinstance(v.value, int)]
    if why is None or len(bounds) != 1:
        return why
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "min":
        limit: int | None = max(1, bounds[0] + 1)
        return replace(why, limit=limit if why.limit is None else min(limit or 1, why.limit))
    return why if why.limit is None else replace(why, limit=max(1, why.limit - bounds[0]))


def _is_longest(node: ast.AST) -> bool:
    """``max(len(row) for row in rows)``, ``max(map(len, rows))``: another number for each lot of rows."""
    match node:
        case ast.Call(args=[ast.GeneratorExp(elt=ast.Call(func=ast.Name(id="len")))]):
            return True
        case ast.Call(args=[ast.ListComp(elt=ast.Call(func=ast.Name(id="len")))]):
            return True
        case ast.Call(args=[ast.Call(func=ast.Name(id="map"), args=[ast.Name(id="len"), _])]):
            return True
        case _:
            return False


def _type_name(value: Value) -> str:
    return value.type if isinstance(value, Scalar) else type(getattr(value, "value", None)).__name__


def _vectorized(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``np.vectorize(f)``: what it gives makes arrays of its arguments, as functions of NumPy do."""
    return Library("numpy.vectorize.__call__")


def _slice_object(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    return Object("builtins.slice", "slice", walk.origin, node)


def _any(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``any`` and ``all``."""
    if args and isinstance(args[0], Container):
        needs.any_truth(walk, args[0].items or (args[0].element,), node, frame)
    elif args and walk.trace is not None and args[0] in walk.trace.generated:
        needs.any_truth(walk, (walk.trace.generated[args[0]],), node, frame)
    return Scalar("bool")


def _format(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``format(x, ".2f")``."""
    if args:
        needs.said(walk, args[0], node, frame)
    return Scalar("str", static=all(map(effects.is_constant, args)))


def _tensor_spec(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``tf.TensorSpec(shape, dtype)``; a spec that does not say so is one of float32."""
    made = _tensor_shape(walk, args, keywords, node, frame)
    given = args[1] if len(args) > 1 else keywords.get("dtype")
    dtype = "float32" if given is None and "**" not in keywords else shapes.named_dtype(given)
    return replace(made, dtype=dtype) if isinstance(made, Spec) else made


def _tensor_shape(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    """``tf.TensorShape(shape)``."""
    shape = args[0] if args else keywords.get("shape", UNKNOWN)
    told = args[1] if len(args) > 1 else keywords.get("dtype")
    dtype = shapes.named_dtype(told) if told is not None else "float32"
    match shape:
        case Spec():
            return replace(shape, dtype=dtype)
        case Constant(value=None):
            return Spec(Axes(ranked=False, why=BY_SIGNATURE), dtype)
        case Constant(value=int() as size):
            return Spec(Axes((size,), why=BY_SIGNATURE), dtype)
        case Container(type="list" | "tuple", items=tuple() as items):
            return Spec(Axes(tuple(map(_size, items)), why=BY_SIGNATURE), dtype)
        case _:
            return Spec(None, dtype)


BY_SIGNATURE = "the signature leaves it open"


def _size(value: Value) -> Size:
    if value == NONE:
        return OPEN
    return value.value if isinstance(value, Constant) and isinstance(value.value, int) else None


SPECIAL: dict[str, Callable[[Walk, list[Value], Keywords, ast.AST, Frame], Value]] = {
    "builtins.next": _next,
    "builtins.iter": _iter,
    "builtins.enumerate": _enumerate,
    "builtins.zip": _zip,
    "builtins.map": _map,
    "builtins.filter": _map,
    "functools.reduce": _reduce,
    "builtins.sorted": _sorted,
    "builtins.len": _len,
    "builtins.range": _range,
    "builtins.isinstance": _isinstance,
    "inspect.isgeneratorfunction": _is_generator_function,
    "inspect.iscoroutinefunction": _is_coroutine_function,
    "asyncio.iscoroutinefunction": _is_coroutine_function,
    "tensorflow.is_tensor": _is_tensor,
    "tensorflow.is_symbolic_tensor": _is_symbolic,
    "keras.ops.is_tensor": _is_tensor,
    "builtins.hasattr": _hasattr,
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "builtins.vars": _vars,
    "builtins.format": _format,
    "tensorflow.TensorSpec": _tensor_spec,
    "tensorflow.TensorShape": _tensor_shape,
    "functools.partial": _partial,
    "functools.partialmethod": _partial,
    "builtins.globals": _globals,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "dataclasses.field": _field,
    "dataclasses.replace": _replaced,
    "builtins.int": _number("int"),
    "builtins.float": _number("float"),
    "builtins.bool": _number("bool"),
    "builtins.str": _text(str),
    "builtins.repr": _text(repr),
    "builtins.abs": _round,
    "builtins.round": _round,
    "builtins.reversed": _reversed,
    "builtins.type": _type,
    "builtins.sum": _sum,
    "builtins.staticmethod": _binding("builtins.staticmethod"),
    "builtins.classmethod": _binding("builtins.classmethod"),
    "builtins.property": _binding("builtins.property"),
    "builtins.slice": _slice_object,
    "numpy.vectorize": _vectorized,
    "builtins.any": _any,
    "builtins.all": _any,
    "builtins.min": _extreme,
    "builtins.max": _extreme,
}
