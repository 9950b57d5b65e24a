"""Calls into libraries: Python's built-ins, the API table's functions, methods of known objects."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tfguard.tracing import api, attributes, calls, decorators, effects, elements, writes
from tfguard.tracing.api import Api
from tfguard.tracing.events import (
    ANY,
    Form,
    LazyObjectUsed,
    LossAdded,
    ResultIgnored,
    StateObjectCreated,
    TensorLifted,
    VariableCreated,
)
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
    Method,
    Object,
    Origin,
    Owner,
    Partial,
    Scalar,
    Static,
    Tensor,
    TracedCallable,
    Value,
    holds_symbolic,
    is_certainly,
    join,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.frames import Frame
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
_SPREADING = frozenset(("extend", "extendleft", "update"))
_ARRAY_MUTATORS = frozenset(("fill", "sort", "put", "resize", "partition", "itemset", "setflags"))
_MAKERS = {
    "builtins.list": "list", "builtins.dict": "dict", "builtins.set": "set", "builtins.tuple": "tuple",
    "builtins.frozenset": "frozenset", "builtins.sorted": "list", "builtins.bytearray": "list",
    "collections.deque": "deque", "collections.defaultdict": "dict", "collections.OrderedDict": "dict",
    "collections.Counter": "counter", "collections.UserDict": "dict", "collections.UserList": "list",
    "weakref.WeakKeyDictionary": "dict", "weakref.WeakValueDictionary": "dict", "weakref.WeakSet": "set",
}  # fmt: skip


def call(
    walk: Walk, callee: Library, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> Value:
    """Call a function or class of a library."""
    name = callee.name
    special = _SPECIAL.get(name)
    if special is not None:
        return special(walk, args, keywords, node, frame)
    if name in _MAKERS:
        return _make_container(walk, _MAKERS[name], name, args, keywords, node)
    if name.startswith("itertools."):
        return _lazy_iterator(walk, name, args, node)
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
    lifts = trace.in_init_scope and described.returns == "tensor"
    if lifts and isinstance(node, ast.Call) and any(map(holds_symbolic, (*args, *keywords.values()))):
        text = frame.module.text_of(node.func)
        trace.emit(TensorLifted(node, trace.context(frame.module, frame.converted), text=text))
    if described.mutates is not None and described.mutates < len(args) and isinstance(node, ast.Call):
        expression = node.args[described.mutates]
        changed, name_ = args[described.mutates], name.rpartition(".")[2]
        writes.change_container(walk, changed, Form.METHOD, name_, args[1:], expression, frame, node)
    if described.seeds:
        trace.seeded = bool(args) and args[0] != NONE
    if described.creates or described.contains:
        _create(walk, described, name, made, args, node, frame)
    if described.calls and not described.island:
        _call_arguments(walk, described, args, keywords, node, frame)
    if described.effect and isinstance(node, ast.Call):
        _touch(walk, described, name, args, keywords, node, frame)
    return made


def result_of(
    walk: Walk, described: Api, name: str, args: list[Value], keywords: Keywords, node: ast.AST
) -> Value:
    """What a described call gives."""
    match described.returns:
        case "tensor":
            assumed = [a for a in (*args, *keywords.values()) if isinstance(a, Tensor)]
            return walk.tensor(bool(assumed) and all(a.assumed for a in assumed))
        case "tensors":
            return Container("list", walk.origin, element=walk.tensor())
        case "object":
            lazy = described.creates in ("layer", "optimizer") or bool(described.contains)
            varies = "random" if described.kind == "rng" and not _seeded(args, keywords) else ""
            return Object(name, described.kind, walk.origin, node, lazy=lazy, varies=varies)
        case "array":
            return Array(walk.origin, "random" if described.effect == "random" else "")
        case "scalar":
            return Scalar(described.type, varies=described.effect)
        case "static":
            return Static()
        case "list":
            return Container("list", walk.origin)
        case "none":
            return NONE
        case "true":
            return TRUE if walk.trace is not None else UNKNOWN
        case "false":
            return FALSE if walk.trace is not None else UNKNOWN
        case "same_function":
            return args[0] if args else Library(name)
        case "do_not_convert":
            return (
                decorators.apply(walk, Library(decorators.DO_NOT_CONVERT), args[0]) if args else Library(name)
            )
        case _:
            return UNKNOWN


def _lazy_iterator(walk: Walk, name: str, args: list[Value], node: ast.AST) -> Value:
    """An iterator over another one lives where that one lives: using it up uses up both."""
    for member in (member for arg in args for member in members(arg)):
        if isinstance(member, Object) and member.kind == "python_iterator" and member.origin.owner.outlives:
            return Object(name, "python_iterator", member.origin, node)
    return Object(name, "python_iterator", walk.origin, node)


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


@contextmanager
def containing(walk: Walk, callee: Value, frame: Frame) -> Iterator[None]:
    """While the arguments of ``Sequential([...])`` are evaluated: its layers are reported as one."""
    described = api.lookup(callee.name) if isinstance(callee, Library) else None
    trace = walk.trace
    if trace is None or described is None or not (described.contains or described.wraps):
        yield
        return
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
    if described.contains and not walk.contained:
        return
    if described.from_text and not (
        args and isinstance(args[0], Constant) and isinstance(args[0].value, str)
    ):
        return
    callee = node.func if isinstance(node, ast.Call) else node
    context, text = trace.context(frame.module, frame.converted), frame.module.text_of(callee)
    if described.creates == "variable":
        trace.emit(VariableCreated(node, context, name=name, text=text, made=made))
    else:
        trace.emit(
            StateObjectCreated(
                node, context, name=name, text=text, creates=described.creates or "layer", made=made
            )
        )


# Functions given to functions


def _call_arguments(
    walk: Walk, described: Api, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame
) -> None:
    trace = walk.trace
    assert trace is not None
    given: list[Value] = []
    for name, position in described.calls.items():
        if name in keywords:
            given.append(keywords[name])
        elif position is not None and position < len(args):
            given.append(args[position])
    staged = f"function {described.staged}" if described.staged else ""
    with trace.under(staged=staged, containers=frame.containers()):
        for value in given:
            for func in _functions(value):
                if described.spread:
                    calls.run_with(walk, func, args[1:], keywords, node, frame)
                else:
                    calls.call_value(walk, func, _parameters(func), {}, node, frame)


def _functions(value: Value) -> Iterator[Value]:
    if isinstance(value, (Function, TracedCallable, Partial, Instance)):
        yield value
    elif isinstance(value, Container):
        for item in (*(value.items or ()), *(value.keys or {}).values(), value.element):
            yield from _functions(item)


def _parameters(func: Value) -> list[Value]:
    """What a function gets that TensorFlow calls: tensors."""
    inner = func
    while isinstance(inner, (TracedCallable, Partial)):
        inner = inner.func
    if not isinstance(inner, Function):
        return [Tensor(True, assumed=True)]
    node = inner.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    count = len(node.args.posonlyargs) + len(node.args.args) - len(node.args.defaults)
    already = (inner.bound is not None) + (len(func.args) if isinstance(func, Partial) else 0)
    return [Tensor(True, assumed=True) for _ in range(max(0, count - already))]


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
            return _array_method(walk, receiver, name, node, frame, expression)
        case Object():
            return _object_method(walk, receiver, name, args, keywords, node, frame, expression)
        case TracedCallable():
            return UNKNOWN
        case Tensor():
            return walk.tensor(receiver.assumed) if name not in ("get_shape", "numpy", "ref") else Static()
        case Static():
            return Static()
        case Constant() | Scalar():
            text = (isinstance(receiver, Scalar) and receiver.type == "str") or isinstance(
                getattr(receiver, "value", None), str
            )
            return (
                Scalar("str", static=effects.is_constant(receiver) and all(map(effects.is_constant, args)))
                if text
                else UNKNOWN
            )
        case Library() if decorators.transparent(receiver.name) and args:
            return decorators.apply(walk, callee, args[0])
        case _:
            if walk.trace is not None:
                walk.trace.note_unknown_call()
            return UNKNOWN


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
            added = [elements.element(value) for value in added] + list(keywords.values())
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
            )
        case "get":
            found = (
                elements.item(receiver, args[0].value)
                if args and isinstance(args[0], Constant)
                else _any_value(receiver)
            )
            return join(found, args[1] if len(args) > 1 else NONE)
        case "items":
            pair = Container("tuple", walk.origin, items=(elements.element(receiver), _any_value(receiver)))
            return Container("list", walk.origin, element=pair)
        case "values":
            return Container("list", walk.origin, element=_any_value(receiver))
        case "keys":
            return Container("list", walk.origin, element=elements.element(receiver))
        case "index" | "count":
            return Scalar("int")
        case "union" | "intersection" | "difference":
            return Container("set", walk.origin)
        case _:
            return UNKNOWN


def _any_value(container: Container) -> Value:
    if container.keys is not None:
        found = [*container.keys.values()]
        if container.element != UNKNOWN or not found:
            found.append(container.element)
        return join(*found)
    return container.element


def _taken(receiver: Container, name: str, args: list[Value]) -> Value:
    if name in ("pop", "popleft", "popitem"):
        taken = (
            elements.item(receiver, args[0].value)
            if args and isinstance(args[0], Constant) and receiver.keys
            else _any_value(receiver)
        )
        return join(taken, args[1]) if len(args) > 1 else taken
    if name == "setdefault" and len(args) > 1 and isinstance(args[1], Container):
        kept = Container(args[1].type, receiver.origin, args[1].items, args[1].element, args[1].keys)
        return kept if receiver.keys == {} else join(_any_value(receiver), kept)
    if name == "setdefault":
        return join(_any_value(receiver), args[1]) if len(args) > 1 else _any_value(receiver)
    return NONE


def _array_method(
    walk: Walk, receiver: Array, name: str, node: ast.AST, frame: Frame, expression: ast.expr | None
) -> Value:
    if name in _ARRAY_MUTATORS and expression is not None:
        writes.change_container(walk, receiver, Form.METHOD, name, [], expression, frame, node)
        return NONE
    if name in ("item", "sum", "mean", "max", "min"):
        return Scalar("number", varies=receiver.varies)
    return Array(walk.origin, receiver.varies)


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
    described = api.method(receiver.kind, name)
    if described is None:
        if trace is not None and receiver.kind == "layer" and name == "add_loss":
            _add_loss(walk, args, node, frame)
        return UNKNOWN
    qualified = f"{receiver.cls}.{name}"
    if described.pure:
        walk.pure_call = (node, receiver)
    made: Value = receiver
    if receiver.kind == "layer" and name == "__call__" and receiver.cls in _ANY_OUTPUT:
        made = UNKNOWN
    elif described.returns != "self":
        made = result_of(walk, described, receiver.cls, args, keywords, node)
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
        _call_arguments(walk, described, args, keywords, node, frame)
    if (
        receiver.lazy
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
    wanted = "argument" if isinstance(chooser, ast.Subscript) else "chosen"
    return any(path[0] == wanted for path in reads)


def _draws(receiver: Object, seeded: bool) -> bool:
    """Whether a generator gives other numbers on each eager call.

    One that is made in the call with a seed gives the same numbers each time, eagerly and as a graph.
    """
    if receiver.kind == "initializer":
        return receiver.origin.owner is Owner.CALL and _unseeded_initializer(receiver)
    if receiver.origin.owner is Owner.CALL:
        return receiver.varies == "random"
    return receiver.origin.owner.outlives and not seeded


def _unseeded_initializer(receiver: Object) -> bool:
    described = api.lookup(receiver.cls)
    if described is None or not described.seedable or not isinstance(receiver.node, ast.Call):
        return False
    return not any(k.arg == "seed" for k in receiver.node.keywords)


def _add_loss(walk: Walk, args: list[Value], node: ast.AST, frame: Frame) -> None:
    trace = walk.trace
    assert trace is not None
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


# Built-ins that need more than the table says


def _make_container(
    walk: Walk, type_: str, name: str, args: list[Value], keywords: Keywords, node: ast.AST
) -> Value:
    if name == "collections.defaultdict":
        factory = args[0] if args else UNKNOWN
        element: Value = UNKNOWN
        if isinstance(factory, Library) and factory.name in _MAKERS:
            element = Container(_MAKERS[factory.name], walk.origin)
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
    if isinstance(source, Container):
        kept = source.items if type_ in ("list", "tuple") else None
        copied = dict(source.keys) if source.keys is not None and type_ == "dict" else None
        return Container(
            type_,
            walk.origin,
            kept,
            source.element if kept is not None or copied is not None else elements.element(source),
            copied,
            node,
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
        return Tensor(True, assumed=True)
    return UNKNOWN


def _iter(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if not args:
        return UNKNOWN
    if isinstance(args[0], Object):
        described = api.method(args[0].kind, "__iter__")
        if described is not None:
            return Object(args[0].cls, described.kind, walk.origin, node)
        return args[0] if args[0].kind == "python_iterator" else UNKNOWN
    if isinstance(args[0], (Container, Array, Constant, Function)):
        return Object("iterator", "python_iterator", walk.origin, node)
    return UNKNOWN


def _enumerate(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    pair = Container(
        "tuple", walk.origin, items=(Scalar("int"), elements.element(args[0]) if args else UNKNOWN)
    )
    if args and isinstance(node, ast.Call):
        effects.iterate(walk, args[0], node.args[0], frame)
    return Container("list", walk.origin, element=pair)


def _zip(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if isinstance(node, ast.Call):
        for value, expression in zip(args, node.args, strict=False):
            effects.iterate(walk, value, expression, frame)
    row = Container("tuple", walk.origin, items=tuple(elements.element(value) for value in args))
    return Container("list", walk.origin, element=row)


def _map(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if not args or walk.trace is None:
        return Object("map", "python_iterator", walk.origin, node)
    taken = [elements.element(value) for value in args[1:]]
    result = calls.call_value(walk, args[0], taken, {}, node, frame)
    return Container("list", walk.origin, element=result)


def _reduce(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if len(args) > 1 and walk.trace is not None:
        item = elements.element(args[1])
        return calls.call_value(walk, args[0], [item, item], {}, node, frame)
    return UNKNOWN


def _sorted(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    item = elements.element(args[0]) if args else UNKNOWN
    if "key" in keywords and walk.trace is not None:
        calls.call_value(walk, keywords["key"], [item], {}, node, frame)
    return Container("list", walk.origin, element=item, node=node)


def _len(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if isinstance(value, Container) and value.items is not None and value.type == "tuple":
        return Constant(len(value.items))
    if is_certainly(value, Tensor):
        return Scalar("int", static=True)
    return Scalar("int", static=isinstance(value, Static))


def _range(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if any(is_certainly(arg, Tensor) for arg in args):
        return walk.tensor()
    return Object("range", "range", walk.origin, node)


def _isinstance(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    return Scalar("bool", static=True)


def _hasattr(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    _note_named(walk, args)
    return Scalar("bool")


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
    return Partial(args[0], tuple(args[1:]), tuple(keywords.items()))


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
        return Array(walk.origin, value.varies)
    if isinstance(value, Instance):
        return Instance(value.cls, walk.origin, node) if walk.trace is None else UNKNOWN
    return UNKNOWN


def _field(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    if "default" in keywords:
        return keywords["default"]
    factory = keywords.get("default_factory")
    return calls.call_value(walk, factory, [], {}, node, frame) if factory is not None else UNKNOWN


def _number(type_: str) -> Callable[..., Value]:
    def make(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
        value = args[0] if args else UNKNOWN
        if (
            is_certainly(value, Tensor)
            and walk.trace is not None
            and frame.converted
            and type_ in ("int", "float")
        ):
            return walk.tensor()
        varies = value.varies if isinstance(value, (Scalar, Array)) else ""
        return Scalar(type_, static=effects.is_constant(value), varies=varies)

    return make


def _round(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    value = args[0] if args else UNKNOWN
    if is_certainly(value, Tensor):
        return walk.tensor()
    return value if isinstance(value, (Scalar, Static)) else UNKNOWN


def _reversed(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    return Container("list", walk.origin, element=elements.element(args[0]) if args else UNKNOWN)


def _type(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    return args[0].cls if args and isinstance(args[0], Instance) else UNKNOWN


def _sum(walk: Walk, args: list[Value], keywords: Keywords, node: ast.AST, frame: Frame) -> Value:
    inside = elements.element(args[0]) if args else UNKNOWN
    return inside if isinstance(inside, (Tensor, Scalar)) else UNKNOWN


_SPECIAL: dict[str, Callable[[Walk, list[Value], Keywords, ast.AST, Frame], Value]] = {
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
    "builtins.hasattr": _hasattr,
    "builtins.getattr": _getattr,
    "builtins.setattr": _setattr,
    "builtins.vars": _vars,
    "functools.partial": _partial,
    "functools.partialmethod": _partial,
    "builtins.globals": _globals,
    "copy.copy": _copy,
    "copy.deepcopy": _copy,
    "dataclasses.field": _field,
    "builtins.int": _number("int"),
    "builtins.float": _number("float"),
    "builtins.bool": _number("bool"),
    "builtins.str": _number("str"),
    "builtins.repr": _number("str"),
    "builtins.abs": _round,
    "builtins.round": _round,
    "builtins.reversed": _reversed,
    "builtins.type": _type,
    "builtins.sum": _sum,
}
