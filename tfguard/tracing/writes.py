"""Writes: to names, attributes and containers, and which of them outlive the call."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tfguard.syntax import liveness
from tfguard.tracing import attributes, calls, differentiated, effects, elements, needs, seen_shapes
from tfguard.tracing.events.creation import VariableAugmented
from tfguard.tracing.events.effects import Form, StateWritten
from tfguard.tracing.events.event import ANY, Path
from tfguard.tracing.operators import in_graph, operated
from tfguard.tracing.values import (
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
    Package,
    StaticShape,
    Tensor,
    Value,
    is_certainly,
    is_variable,
    join,
    members,
)

if TYPE_CHECKING:
    from tfguard.syntax.scopes import Scope
    from tfguard.tracing.events.grounds import Grounds
    from tfguard.tracing.frames import Frame
    from tfguard.tracing.walk import Walk


def assign(
    walk: Walk,
    target: ast.expr,
    value: Value,
    frame: Frame,
    node: ast.AST,
    reads: frozenset[Path] = frozenset(),
) -> None:
    """Bind a target.

    Args:
        walk: the walk at hand; always inside a trace or an abstract call.
        target: name, attribute, item or a nesting of them.
        value: what is bound.
        frame: where.
        node: the statement, for events.
        reads: the outliving state from which the value was computed.
    """
    match target:
        case ast.Name():
            _assign_name(walk, target, value, frame, node, reads)
        case ast.Tuple() | ast.List():
            for position, element in enumerate(target.elts):
                starred = isinstance(element, ast.Starred)
                inner = element.value if isinstance(element, ast.Starred) else element
                part = elements.unpacked(value, (-1 if starred else position,))
                assign(walk, inner, part, frame, node, reads)
        case ast.Attribute():
            receiver = walk.evaluate(target.value, frame)
            write_attribute(walk, receiver, target.attr, value, target, frame, node, reads)
        case ast.Subscript():
            _write_item(walk, target, value, frame, node, reads)
        case ast.Starred():
            assign(walk, target.value, value, frame, node, reads)
        case _:
            pass


# Names


def _assign_name(
    walk: Walk, target: ast.Name, value: Value, frame: Frame, node: ast.AST, reads: frozenset[Path]
) -> None:
    name, scope = target.id, frame.scope
    trace = walk.trace
    if name in scope.global_names:
        _write_captured(walk, Form.GLOBAL, scope.module, name, value, frame, node, reads)
    elif name in scope.nonlocal_names:
        home = scope.home_of(name)
        running = frame.frame_of(home) if home is not None else None
        if running is not None and running.live:
            running.env[name] = value
        elif home is not None:
            _write_captured(walk, Form.NONLOCAL, home, name, value, frame, node, reads)
    else:
        frame.env[name] = differentiated.seen(walk, name, value, frame)
        if trace is not None:
            frame.taint[name] = reads


def _write_captured(
    walk: Walk,
    form: Form,
    home: Scope,
    name: str,
    value: Value,
    frame: Frame,
    node: ast.AST,
    reads: frozenset[Path],
) -> None:
    trace = walk.trace
    if trace is None:
        return
    path: Path = ("name", home, name)
    trace.keep(value)
    walk.trace = None
    try:
        old = walk.world.binding_value(home, name, frame.module)
    finally:
        walk.trace = trace
    owner = Owner.GLOBAL if form is Form.GLOBAL else Owner.CLOSURE
    _emit(walk, node, frame, form, Origin(owner, name), name, path, old, value, reads, binding=name)
    trace.overwrite(path, value)


# Attributes


def write_attribute(
    walk: Walk,
    receiver: Value,
    name: str,
    value: Value,
    target: ast.expr,
    frame: Frame,
    node: ast.AST,
    reads: frozenset[Path] = frozenset(),
) -> None:
    """``receiver.name = value``."""
    found = [member for member in members(receiver) if member != Constant(None)]
    if walk.trace is not None:
        walk.trace.keep(value)
    certain = all(isinstance(member, (Instance, Class)) for member in found)
    for member in found:
        if isinstance(member, Instance):
            setter = attributes.setter_of(walk, member, name) if name != ANY else None
            if setter is not None:
                calls.call_function(walk, setter, [value], {}, node, frame, calls.Reads((reads,)))
                continue
        if isinstance(member, (Instance, Class)):
            _write_instance(walk, member, name, value, target, frame, node, reads, certain=certain)
        elif isinstance(member, Package) and walk.trace is not None:
            path: Path = ("name", member.module.index.scope, name)
            origin = Origin(Owner.GLOBAL, name)
            text = frame.module.text_of(target)
            _emit(walk, node, frame, Form.GLOBAL, origin, text, path, UNKNOWN, value, reads, binding=name)
            walk.trace.overwrite(path, value)
        elif isinstance(member, Function) and walk.trace is not None:
            holder = Origin(Owner.GLOBAL, member.name)
            text = frame.module.text_of(target)
            place: Path = ("attribute", member.scope, name)
            _emit(walk, node, frame, Form.ATTRIBUTE, holder, text, place, UNKNOWN, value, reads, binding=name)
        elif walk.trace is not None and not isinstance(member, (Object, Library)):
            walk.trace.note_write(attributes.path_of(member, name))


def _write_instance(
    walk: Walk,
    receiver: Instance | Class,
    name: str,
    value: Value,
    target: ast.expr,
    frame: Frame,
    node: ast.AST,
    reads: frozenset[Path],
    certain: bool,
) -> None:
    trace = walk.trace
    if trace is None:
        return
    path = attributes.path_of(receiver, name)
    origin = receiver.origin if isinstance(receiver, Instance) else Origin(Owner.CLASS, receiver.name)
    walk.trace = None
    try:
        cls = receiver.cls if isinstance(receiver, Instance) else receiver
        old = walk.world.attribute(cls, name) or UNKNOWN
    finally:
        walk.trace = trace
    if origin.owner.outlives and certain:
        text = frame.module.text_of(target)
        _emit(walk, node, frame, Form.ATTRIBUTE, origin, text, path, old, value, reads, binding=name)
    else:
        trace.note_write(path)
    trace.overwrite(path, value if certain else join(old, value))


# Items and containers


def _write_item(
    walk: Walk, target: ast.Subscript, value: Value, frame: Frame, node: ast.AST, reads: frozenset[Path]
) -> None:
    trace = walk.trace
    receiver, paths = _receiver(walk, target.value, frame)
    key = walk.evaluate(target.slice, frame)
    for path in paths:
        if trace is not None:
            trace.note_write(path)
    if isinstance(receiver, Library) and receiver.name == "builtins.globals()" and trace is not None:
        name = key.value if isinstance(key, Constant) and isinstance(key.value, str) else ANY
        path = ("name", frame.scope.module, name)
        text = frame.module.text_of(target)
        _emit(
            walk,
            node,
            frame,
            Form.GLOBAL,
            Origin(Owner.GLOBAL, name),
            text,
            path,
            UNKNOWN,
            value,
            reads,
            binding=name,
        )
        return
    if isinstance(receiver, Instance):
        method = attributes.of_instance(walk, receiver, "__setitem__", node, frame)
        if method != UNKNOWN:
            calls.call_value(walk, method, [key, value], {}, node, frame)
        return
    if isinstance(receiver, StaticShape):
        seen_shapes.forget(frame.env, receiver)
    if is_certainly(receiver, Array):
        needs.array_item(walk, key, value, node, frame, frame.module.text_of(target.value))
        if trace is not None and needs.symbolic(value) is not None:
            return  # NumPy refuses it
    change_container(walk, receiver, Form.ITEM, "", [value], target.value, frame, node, reads, key=key)


def change_container(
    walk: Walk,
    receiver: Value,
    form: Form,
    method: str,
    added: list[Value],
    expression: ast.expr,
    frame: Frame,
    node: ast.AST,
    reads: frozenset[Path] = frozenset(),
    key: Value = UNKNOWN,
) -> None:
    """A container or array is changed in place.

    Args:
        walk: the walk at hand.
        receiver: what is changed.
        form: how.
        method: for a method call: its name.
        added: what comes in.
        expression: the receiver as written.
        frame: where.
        node: the statement or call.
        reads: the outliving state from which what comes in was computed.
        key: for an item: its key.
    """
    found = [member for member in members(receiver) if member != Constant(None)]
    certain = bool(found) and all(isinstance(member, (Container, Array)) for member in found)
    if walk.trace is not None:
        for value in added:
            walk.trace.keep(value)
    for member in found:
        if isinstance(member, Container) and added:
            if member.keyed:
                first = member.element == UNKNOWN and _empty(member)
                member.key = key if first or key == UNKNOWN else join(member.key, key)
            member.element = (
                join(member.element, *added) if member.element != UNKNOWN or _empty(member) else UNKNOWN
            )
        if isinstance(member, (Container, Array)) and certain and walk.trace is not None:
            path: Path = ("container", member)
            if member.origin.owner.outlives or member in walk.trace.before_staged:
                type_ = member.type if isinstance(member, Container) else "ndarray"
                text = frame.module.text_of(expression)
                new = join(*added) if added else UNKNOWN
                again = form is Form.ITEM and path in reads
                _emit(
                    walk, node, frame, form, member.origin, text, path, member, new, reads,
                    method=method, type_=type_, accumulates=form is not Form.ITEM or again,
                    loop=walk.trace.loop if member in walk.trace.before_loop else None,
                )  # fmt: skip
            else:
                walk.trace.note_write(path)
            if method == "clear" and not walk.trace.guards:
                walk.trace.cleared.add(member)


def _empty(container: Container) -> bool:
    return (
        container.items == () or container.keys == {} or (container.items is None and container.keys is None)
    )


def _receiver(walk: Walk, expression: ast.expr, frame: Frame) -> tuple[Value, set[Path]]:
    if walk.trace is None:
        return walk.evaluate(expression, frame), set()
    with walk.trace.collecting() as paths:
        return walk.evaluate(expression, frame), {path for path in paths if path[0] != "argument"}


def delete(walk: Walk, target: ast.expr, frame: Frame, node: ast.AST) -> None:
    """``del target``."""
    match target:
        case ast.Subscript():
            receiver, paths = _receiver(walk, target.value, frame)
            if isinstance(receiver, StaticShape):
                seen_shapes.forget(frame.env, receiver)
            if walk.trace is not None:
                for path in paths:
                    walk.trace.note_write(path)
            change_container(walk, receiver, Form.ITEM, "del", [], target.value, frame, node)
        case ast.Name():
            frame.env.pop(target.id, None)
        case ast.Tuple() | ast.List():
            for element in target.elts:
                delete(walk, element, frame, node)
        case _:
            pass


# Augmented assignment

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+=", ast.Sub: "-=", ast.Mult: "*=", ast.Div: "/=", ast.FloorDiv: "//=", ast.Mod: "%=",
    ast.Pow: "**=", ast.BitOr: "|=", ast.BitAnd: "&=", ast.BitXor: "^=", ast.MatMult: "@=",
    ast.LShift: "<<=", ast.RShift: ">>=",
}  # fmt: skip


# `tf.Variable` refuses these; `//=`, `%=` and `@=` give a tensor, and so do all of them on a Keras
# variable (experiment: variable_augmented_assignment/examples).
_REFUSED = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.Pow)


def augment(walk: Walk, node: ast.AugAssign, frame: Frame) -> None:
    """``target += value``."""
    target = node.target
    loaded = _as_load(target)
    if walk.trace is None:
        walk.evaluate(node.value, frame)
        return
    with walk.trace.collecting() as paths:
        added = walk.evaluate(node.value, frame)
        before = walk.evaluate(loaded, frame)
    reads = frozenset(paths)
    plain = walk.trace.target.weights_are_variables or not _is_keras(before)
    if is_variable(before) and isinstance(node.op, _REFUSED) and plain:
        walk.trace.emit(
            VariableAugmented(
                node,
                walk.trace.context(frame.module, frame.converted),
                text=frame.module.text_of(target),
                operator=_OPERATORS[type(node.op)],
            )
        )
        return
    if is_certainly(before, Container) and _in_place(before, node.op):
        inside = elements.any_value(added) if isinstance(node.op, ast.BitOr) else elements.element(added)
        change_container(
            walk, before, Form.AUGMENTED, _OPERATORS[type(node.op)], [inside], target, frame, node, reads
        )
        return
    if is_certainly(before, Array) and not is_certainly(added, Tensor):
        change_container(
            walk, before, Form.AUGMENTED, _OPERATORS[type(node.op)], [added], target, frame, node, reads
        )
        return
    for array, expression, other in ((before, target, added), (added, node.value, before)):
        if in_graph(other):
            effects.bake(walk, array, expression, frame)
    made = operated(walk, node, node.op, before, added, frame)
    assign(walk, target, made, frame, node, reads)


def _is_keras(value: Value) -> bool:
    return any(isinstance(member, Object) and member.kind == "keras_variable" for member in members(value))


def _in_place(before: Value, op: ast.operator) -> bool:
    types = {m.type for m in members(before) if isinstance(m, Container)}
    if types <= {"tuple", "frozenset"}:
        return False
    return isinstance(op, (ast.Add, ast.BitOr, ast.BitAnd, ast.Sub, ast.BitXor))


def _as_load(target: ast.expr) -> ast.expr:
    match target:
        case ast.Name():
            loaded: ast.expr = ast.Name(target.id, ast.Load())
        case ast.Attribute():
            loaded = ast.Attribute(target.value, target.attr, ast.Load())
        case ast.Subscript():
            loaded = ast.Subscript(target.value, target.slice, ast.Load())
        case _:
            return target
    return ast.copy_location(loaded, target)


def _computes(node: ast.AST, new: Value) -> bool:
    """Whether a value read back is computed with: what only selects or converts it may stay the same."""
    value = getattr(node, "value", None)
    selects = isinstance(value, (ast.Subscript, ast.Call, ast.Attribute))
    return new != UNKNOWN or isinstance(node, ast.AugAssign) or not selects


def _emit(
    walk: Walk,
    node: ast.AST,
    frame: Frame,
    form: Form,
    origin: Origin,
    text: str,
    path: Path,
    old: Value,
    new: Value,
    reads: frozenset[Path],
    *,
    method: str = "",
    type_: str = "",
    accumulates: bool | None = None,
    binding: str = "",
    loop: Grounds | None = None,
) -> None:
    trace = walk.trace
    if trace is None:
        return
    again = path in reads and _computes(node, new) if accumulates is None else accumulates
    counts = again and form in (Form.ATTRIBUTE, Form.GLOBAL, Form.NONLOCAL)
    trace.note_write(path, turns_off=not counts)
    trace.emit(
        StateWritten(
            node,
            trace.context(frame.module, frame.converted),
            form=form,
            origin=origin,
            text=text,
            path=path,
            old=old,
            new=new,
            method=method,
            type=type_,
            accumulates=again,
            binding=binding,
            staged=frame.staged > 0,
            refilled=path[0] == "container" and path[1] in trace.cleared,
            sources=reads,
            loop=loop,
            looked_at=loop is None or _looked_at(node, text, frame),
        )
    )


def _looked_at(node: ast.AST, name: str, frame: Frame) -> bool:
    """Whether a container is looked at again, as far as its name says."""
    home = frame.scope.home_of(name)
    function = home.node if home is not None else None
    if not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return True
    return liveness.looked_at(function, name, _CHANGING)


_CHANGING = frozenset(("append", "appendleft", "insert", "extend", "extendleft", "clear"))
