"""Expressions: what they evaluate to, abstractly."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tfguard.tracing import (
    attributes,
    calls,
    compiled,
    conditions,
    effects,
    elements,
    fitting,
    handing,
    handlers,
    lowering,
    needs,
    seen_shapes,
    shapes,
    static_shapes,
    unrolled,
    varied,
    writes,
)
from tfguard.tracing.events.control_flow import NameUndefined, ValuesDiffer
from tfguard.tracing.events.effects import TensorLifted
from tfguard.tracing.events.event import Attribute
from tfguard.tracing.events.needs import Use
from tfguard.tracing.frames import Frame
from tfguard.tracing.operators import compare, in_graph, is_text, operated
from tfguard.tracing.trace import Choice
from tfguard.tracing.unconverted import RUNNER
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Array,
    Class,
    Constant,
    Container,
    Dimension,
    Function,
    Instance,
    Library,
    Object,
    Package,
    Scalar,
    Static,
    StaticShape,
    Tensor,
    Union,
    Unset,
    Value,
    is_certainly,
    is_variable,
    join,
    members,
    variation_of,
)

if TYPE_CHECKING:
    from tfguard.tracing.walk import Walk


def evaluate(walk: Walk, node: ast.expr, frame: Frame) -> Value:
    """The abstract value of an expression.

    Args:
        walk: inside a trace, events are written down on the way.
        node: the expression.
        frame: the names it sees.
    """
    handler = _HANDLERS.get(type(node))
    return handler(walk, node, frame) if handler is not None else UNKNOWN


def _constant(walk: Walk, node: ast.Constant, frame: Frame) -> Value:
    return Constant(node.value) if not isinstance(node.value, complex) else Scalar("complex", static=True)


def _name(walk: Walk, node: ast.Name, frame: Frame) -> Value:
    name = node.id
    trace = walk.trace
    running: Frame | None = frame
    while running is not None and running.live:
        if (
            name in running.env
            and name not in running.scope.global_names
            and name not in running.scope.nonlocal_names
        ):
            if trace is not None and trace.collectors and name in running.taint:
                trace.note_reads(running.taint[name])
            return running.env[name]
        if running.scope.home_of(name) is running.scope:
            return UNKNOWN  # a local that no path to here has bound
        running = running.parent
    if trace is None:
        return walk.world.name(name, frame)
    home = frame.scope.home_of(name)
    if home is None:
        return walk.world.name(name, frame)
    path = ("name", home, name)
    if path in trace.overlay:
        trace.note_read(path)
        return trace.overlay[path]
    value = _captured(walk, name, frame)
    if not is_certainly(value, Library, Function, Class, Package) or len(home.bindings.get(name, ())) > 1:
        trace.capture(path, node, frame.module, frame.converted, value)
    if not is_certainly(value, Library, Function):
        trace.note_read(path)
        effects.note_container_read(walk, value)
    return value


def _captured(walk: Walk, name: str, frame: Frame) -> Value:
    trace = walk.trace
    walk.trace = None
    try:
        return walk.world.name(name, frame)
    finally:
        walk.trace = trace


_OF_ARRAYS = frozenset(("shape", "dtype", "get_shape"))


def _attribute(walk: Walk, node: ast.Attribute, frame: Frame) -> Value:
    receiver = evaluate(walk, node.value, frame)
    if walk.trace is not None:
        walk.trace.keys[node.value] = Attribute(node.attr)
        if receiver is frame.own and walk.trace.stack.at_root and not walk.trace.guards:
            walk.trace.uses_own = True
        if node.attr in _OF_ARRAYS:
            needs.note_evidence(walk, node.value, frame, shaped=True)
        elif node.attr == "ndim" and not walk.trace.target.tensors_have_ndim:
            needs.number_of_axes(walk, receiver, node, frame)
    return attributes.load(walk, receiver, node.attr, node, frame)


def _subscript(walk: Walk, node: ast.Subscript, frame: Frame) -> Value:
    receiver = evaluate(walk, node.value, frame)
    index = evaluate(walk, node.slice, frame)
    if walk.trace is not None and isinstance(index, Constant):
        walk.trace.keys[node.value] = index.value
        inner = elements.item(receiver, index.value)
        if isinstance(inner, Container) and inner.origin.owner.outlives:
            walk.trace.capture(("container", inner), node, frame.module, frame.converted, inner)
    if isinstance(receiver, Tensor) and isinstance(index, Tensor):
        handlers.note(walk, handlers.INDEXING)
    if isinstance(receiver, Library):
        return effects.library_item(walk, receiver, node, frame)
    if isinstance(receiver, Object):
        compiled.note_method(walk, receiver, "__getitem__", node, frame)
    own = attributes.special_method(walk, receiver, "__getitem__")
    if own is not None:
        with handing.converting(frame, frame.unconverted or RUNNER):
            return calls.call_value(walk, own, [index], {}, node, frame)
    if is_certainly(receiver, Container):
        _index(walk, receiver, index, node, frame)
    elif is_certainly(receiver, Array):
        needs.array_index(walk, index, node, frame, frame.module.text_of(node.value))
    elif isinstance(receiver, StaticShape) and isinstance(index, shapes.Cut):
        return seen_shapes.cut_shape(receiver, index, frame.module.text_of(node))
    elif isinstance(receiver, Tensor) and receiver.static is not None:
        static = static_shapes.picked(receiver.static, index)
        return replace(receiver, static=static, measures=static_shapes.measure_of(receiver, index))
    elif isinstance(receiver, Tensor) and walk.trace is not None and receiver.single:
        in_front = static_shapes.new_in_front(index)
        if in_front is not None:
            return replace(receiver, static=in_front)
    if is_variable(receiver):
        axes = static_shapes.of_value(receiver) if walk.trace is not None else None
        static = static_shapes.picked(axes, index) if axes is not None else None
        return replace(walk.tensor(), static=static)
    if walk.trace is not None and isinstance(receiver, Tensor) and not receiver.symbolic:
        # An operation, and those of a graph give symbolic tensors.
        return replace(walk.tensor(), dtype=receiver.dtype)
    if is_certainly(receiver, Array) or (walk.trace is None and is_certainly(receiver, Tensor)):
        return join(*(_part(walk, member, index) for member in members(receiver)))
    if isinstance(index, shapes.Cut):
        return _slice(walk, receiver, index)
    position = index.value if isinstance(index, Constant) else _signed(node.slice)
    if position is not None:
        found = elements.item(receiver, position)
        changed = walk.trace is not None and ("container", receiver) in walk.trace.written
        return Static() if changed and isinstance(found, Unset) else found
    why = variation_of((index,)) if walk.trace is None else None
    if isinstance(index, Union) and all(isinstance(member, Constant) for member in index.members):
        return join(*(elements.item(receiver, m.value) for m in index.members if isinstance(m, Constant)))
    if why is None:
        return elements.any_value(receiver)
    if isinstance(receiver, Container) and receiver.items:
        return varied.varied(receiver.items, why)
    return varied.marked(elements.any_value(receiver), why)


def _signed(node: ast.expr) -> object:
    match node:
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() as number)):
            return -number
        case _:
            return None


def _part(walk: Walk, whole: Value, index: Value) -> Value:
    """Some part of an array or an eager tensor; None has no parts."""
    if not isinstance(whole, (Array, Tensor)):
        return whole
    part = replace(whole, shape=shapes.picked(whole.shape, index))
    why = variation_of((index,)) if walk.trace is None else None
    return varied.marked(part, why) if why is not None else part


def _slice(walk: Walk, receiver: Value, cut: shapes.Cut) -> Value:
    if isinstance(receiver, Container) and walk.trace is not None:
        return Container(receiver.type, walk.origin, element=elements.element(receiver))
    if isinstance(receiver, Container):
        size: Dimension = len(receiver.items) if receiver.items is not None else receiver.length
        kept = shapes.sliced_length(size, cut.node, cut.lower, cut.upper)
        why = variation_of([cut.lower]) if cut.lower is not None else None
        element = elements.element(receiver)
        if why is not None:  # another part of the list each time
            element = varied.varied(receiver.items, why) if receiver.items else varied.marked(element, why)
        return Container(receiver.type, walk.origin, element=element, length=kept)
    return receiver if isinstance(receiver, (Tensor, Static, Scalar)) else UNKNOWN


def _slice_parts(walk: Walk, node: ast.Slice, frame: Frame) -> Value:
    lower, upper, step = (
        evaluate(walk, part, frame) if part is not None else None
        for part in (node.lower, node.upper, node.step)
    )
    return shapes.Cut(node, lower, upper, step)


def _binary(walk: Walk, node: ast.BinOp, frame: Frame) -> Value:
    left, right = evaluate(walk, node.left, frame), evaluate(walk, node.right, frame)
    for array, expression, other in ((left, node.left, right), (right, node.right, left)):
        if in_graph(other):
            effects.bake(walk, array, expression, frame)
    own = _by_class(walk, (left, right), _SPECIAL.get(type(node.op), ""), node, frame)
    if own is not None:
        return own
    if isinstance(node.op, ast.Mod) and is_text(left):
        needs.said(walk, right, node, frame)
    if walk.trace is not None and walk.trace.in_init_scope and (_of_graph(left) or _of_graph(right)):
        context = walk.trace.context(frame.module, frame.converted)
        walk.trace.emit(TensorLifted(node, context, text=frame.module.text_of(node)))
    return operated(walk, node, node.op, left, right, frame)


# How classes call the methods that say what operators do with their instances.
_SPECIAL: dict[type[ast.AST], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv",
    ast.Mod: "mod", ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "and", ast.BitOr: "or",
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
}  # fmt: skip


def _by_class(
    walk: Walk, operands: tuple[Value, ...], name: str, node: ast.AST, frame: Frame
) -> Value | None:
    """What an operator of a project class gives, which AutoGraph does not convert; None without one."""
    if not name:
        return None
    for place, prefix in enumerate(("", "r")[: len(operands)]):
        method = attributes.special_method(walk, operands[place], f"__{prefix}{name}__")
        if method is not None:
            others = [*operands[:place], *operands[place + 1 :]]
            with handing.converting(frame, frame.unconverted or RUNNER):
                return calls.call_value(walk, method, others, {}, node, frame)
    return None


def _of_graph(value: Value) -> bool:
    """Certainly a tensor of the graph: an argument that is only taken for one may be a number."""
    return isinstance(value, Tensor) and value.symbolic and not value.assumed


def _unary(walk: Walk, node: ast.UnaryOp, frame: Frame) -> Value:
    value = evaluate(walk, node.operand, frame)
    if isinstance(node.op, ast.Not):
        if not frame.converted:
            needs.truth(walk, value, node, frame)
        known = conditions.truth(value)
        if known is not None:
            return Constant(not known)
        if is_certainly(value, Tensor):
            return replace(walk.tensor(conditions.assumed(value)), dtype="bool")
        return Scalar("bool")
    if (
        isinstance(value, Constant)
        and isinstance(node.op, ast.USub)
        and isinstance(value.value, (int, float))
    ):
        return Constant(-value.value)
    if isinstance(value, Unset):
        needs.size(walk, value, node, frame)
    if isinstance(value, Instance) and isinstance(node.op, ast.USub):
        return _by_class(walk, (value,), "neg", node, frame) or UNKNOWN
    if isinstance(value, (Tensor, Array, Scalar)):
        return value
    return replace(walk.tensor(), dtype=shapes.dtype_of(value)) if is_variable(value) else UNKNOWN


def _boolean(walk: Walk, node: ast.BoolOp, frame: Frame) -> Value:
    stops_at = isinstance(node.op, ast.Or)
    found: list[Value] = []
    remaining = conditions.Remaining(walk)
    with remaining.block():
        for expression in node.values:
            value = remaining.evaluate(expression, frame)
            if not frame.converted and expression is not node.values[-1]:
                needs.truth(walk, value, expression, frame)
            known = conditions.truth(value)
            if known is stops_at:
                found.append(value)
                break
            last = expression is node.values[-1]
            if known is None or last:
                found.append(value)
            if not last:
                (remaining.depends_on if known is None else remaining.chosen_by)(expression)
    if any(is_certainly(value, Tensor) for value in found):
        if not is_certainly(found[0], Tensor):
            walk.python_first = node
            if not _is_answer(found[0]):
                return join(*found)  # `size or tf.shape(x)[0]`
        return walk.tensor(conditions.assumed(*found))
    return join(*found) if found else UNKNOWN


_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def _is_answer(value: Value) -> bool:
    """Whether a value is true or false, or None, as ``training`` may be, and nothing else."""
    return all(
        (isinstance(m, Scalar) and m.type == "bool")
        or (isinstance(m, Constant) and (m.value is None or isinstance(m.value, bool)))
        for m in members(value)
    )


_ELEMENTWISE = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)


def _compare(walk: Walk, node: ast.Compare, frame: Frame) -> Value:
    left, before = evaluate(walk, node.left, frame), node.left
    results: list[Value] = []
    for op, expression in zip(node.ops, node.comparators, strict=True):
        right = evaluate(walk, expression, frame)
        if isinstance(op, (ast.In, ast.NotIn)) and isinstance(right, Container) and right.type != "dict":
            needs.any_truth(walk, (left, *(right.items or ())), node, frame)
        for array, part, other in ((left, before, right), (right, expression, left)):
            if in_graph(other):
                effects.bake(walk, array, part, frame)
        if isinstance(op, _ORDER):
            missing = next((v for v in (left, right) if isinstance(v, Unset)), None)
            needs.size(walk, missing, node, frame)
        each = compare(walk, left, right) if isinstance(op, _ELEMENTWISE) and len(node.ops) == 1 else None
        own = _by_class(walk, (left, right), _SPECIAL.get(type(op), ""), node, frame)
        result = own or each or conditions.compared(walk, op, left, right)
        if walk.trace is not None and isinstance(result, Tensor):
            result = replace(result, static=static_shapes.of_operation(left, right))
        results.append(result)
        left, before = right, expression
    if len(results) == 1:
        return results[0]
    if any(result == Constant(False) for result in results):
        return Constant(False)
    if any(isinstance(result, Tensor) for result in results):
        return replace(walk.tensor(conditions.assumed(*results)), dtype="bool")
    return Scalar("bool")


def _is_inside_another(node: ast.IfExp, frame: Frame) -> bool:
    """Whether a conditional expression is part of another one: AutoGraph converts the outer one only.

    Its converter does not go on into the parts of what it converts (``conditional_expressions.py``;
    experiment: examples/tensor_bool_unconverted/bad_nested_choice.py).
    """
    running, parents = frame, frame.module.parents
    part = parents.get(node)
    while part is not None and not isinstance(part, ast.stmt):
        if isinstance(part, ast.IfExp):
            return True
        if isinstance(part, ast.Lambda):
            around = running.frame_of(frame.module.index.scopes[part])
            if (
                around is None
                or around.parent is None
                or not (around.parent.live and around.parent.converted)
            ):
                return False  # it is converted by itself
            running = around.parent
        part = parents.get(part)
    return False


def _conditional(walk: Walk, node: ast.IfExp, frame: Frame) -> Value:
    condition = conditions.test(walk, node.test, frame, plain=_is_inside_another(node, frame))
    found: list[Value] = []
    if condition.may_be(True):
        with condition.holding(True, frame):
            found.append(evaluate(walk, node.body, frame))
    if condition.may_be(False):
        with condition.holding(False, frame):
            found.append(evaluate(walk, node.orelse, frame))
    if condition.grounds is not None and walk.trace is not None and NONE in found:
        walk.trace.emit(
            NameUndefined(
                node.test,
                condition.context(frame),
                name=frame.module.text_of(node, 40),
                missing=lowering.MAIN if found[0] == NONE else lowering.ELSE,
                gives_none=True,
                grounds=condition.grounds,
                expression=True,
            )
        )
    elif condition.grounds is not None and walk.trace is not None and len(found) == 2:
        differing = fitting.difference(found[0], found[1])
        if differing is not None:
            name, context = frame.module.text_of(node, 40), condition.context(frame)
            walk.trace.emit(
                ValuesDiffer(node.test, context, name, *differing, loop=False, grounds=condition.grounds)
            )
    return join(*found)


def _lambda(walk: Walk, node: ast.Lambda, frame: Frame) -> Value:
    scope = frame.module.index.scopes[node]
    return Function(scope, frame.module, frame if frame.env or frame.live else None)


def _display(walk: Walk, node: ast.List | ast.Tuple | ast.Set, frame: Frame) -> Value:
    items = tuple(evaluate(walk, element, frame) for element in node.elts)
    type_ = {ast.List: "list", ast.Tuple: "tuple", ast.Set: "set"}[type(node)]
    if any(isinstance(element, ast.Starred) for element in node.elts) or type_ == "set":
        return Container(type_, walk.origin, element=join(*items) if items else UNKNOWN, node=node)
    # A list may grow later, so only a tuple's items are all there ever is.
    return Container(type_, walk.origin, items=items, node=node)


def _starred(walk: Walk, node: ast.Starred, frame: Frame) -> Value:
    value = evaluate(walk, node.value, frame)
    needs.elements(walk, value, node.value, frame, needs.STAR)
    return elements.element(value)


def _dict(walk: Walk, node: ast.Dict, frame: Frame) -> Value:
    keys: dict[object, Value] = {}
    rest: list[Value] = []
    for key, expression in zip(node.keys, node.values, strict=True):
        value = evaluate(walk, expression, frame)
        found = evaluate(walk, key, frame) if key is not None else UNKNOWN
        if isinstance(found, Constant):
            keys[found.value] = value
        else:
            rest.append(value if key is not None else UNKNOWN)
    return Container("dict", walk.origin, keys=keys, element=join(*rest) if rest else UNKNOWN, node=node)


def _comprehension(
    walk: Walk, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, frame: Frame
) -> Value:
    if walk.trace is None:
        return _collected(walk, node, frame)
    with walk.trace.under(choice=Choice(node)):
        return _collected(walk, node, frame)


def _collected(
    walk: Walk, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp, frame: Frame
) -> Value:
    trace = walk.trace
    before = trace.operations if trace is not None else 0
    inner = frame.of_comprehension(node)
    over: list[Value] = []
    for generator in node.generators:
        iterated = evaluate(walk, generator.iter, inner)
        over.append(iterated)
        needs.elements(walk, iterated, generator.iter, inner, "a comprehension")
        effects.iterate(walk, iterated, generator.iter, frame)
        elements.bind_target(generator.target, elements.element(iterated), inner)
        for condition in generator.ifs:
            needs.truth(walk, evaluate(walk, condition, inner), condition, inner, needs.FILTER)
    made = _built(walk, node, over[-1], inner)
    if trace is not None:
        unrolled.judge_comprehension(walk, node, over, made, inner, trace.operations - before)
    return made


def _built(
    walk: Walk,
    node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp,
    iterated: Value,
    inner: Frame,
) -> Value:
    """What a comprehension gives whose names are bound."""
    if isinstance(node, ast.DictComp):
        key, value = evaluate(walk, node.key, inner), evaluate(walk, node.value, inner)
        return Container("dict", walk.origin, element=value, node=node, key=key)
    element = evaluate(walk, node.elt, inner)
    if isinstance(node, ast.GeneratorExp):
        made = Object("generator", "python_iterator", walk.origin, node)
        if walk.trace is not None:
            walk.trace.generated[made] = element
        return made
    if isinstance(node, ast.SetComp):
        return Container("set", walk.origin, element=element, node=node)
    count = _rounds(walk, node.generators, iterated, inner) if walk.trace is None else None
    return Container("list", walk.origin, element=element, node=node, length=count)


def _rounds(walk: Walk, generators: list[ast.comprehension], iterated: Value, frame: Frame) -> int | None:
    """How often a comprehension with one loop and no condition goes round, where that is a known number."""
    if len(generators) != 1 or generators[0].ifs:
        return None
    match iterated, generators[0].iter:
        case Container(items=tuple() as items), _:
            return len(items)
        case Container(length=int() as length), _:
            return length
        case Object(kind="range"), ast.Call(args=bounds, keywords=[]):
            numbers = [shapes.dimension(evaluate(walk, bound, frame)) for bound in bounds]
            known = [number for number in numbers if isinstance(number, int)]
            return len(range(*known)) if known and len(known) == len(numbers) and known[2:] != [0] else None
        case _:
            return None


def _formatted(walk: Walk, node: ast.JoinedStr, frame: Frame) -> Value:
    static = True
    found: list[Value] = []
    texts: list[str | None] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            texts.append(str(part.value))
        elif isinstance(part, ast.FormattedValue):
            value = evaluate(walk, part.value, frame)
            found.append(value)
            needs.said(walk, value, node, frame, fails=part.format_spec is not None)
            static = static and effects.is_constant(value)
            spec: Value = Constant("")
            if isinstance(part.format_spec, ast.JoinedStr):
                spec = _formatted(walk, part.format_spec, frame)
            texts.append(_written(value, part.conversion, spec))
    known = [text for text in texts if text is not None]
    if len(known) == len(texts):
        return Constant("".join(known))
    return Scalar("str", static=static, varies=variation_of(found) if walk.trace is None else None)


_WIDE = re.compile(r"\d{4}")  # a format that would fill pages
_CONVERSIONS: Mapping[int, Callable[[object], object]] = {ord("s"): str, ord("r"): repr, ord("a"): ascii}


def _written(value: Value, conversion: int, spec: Value) -> str | None:
    """What a part of an f-string says, where that is known."""
    if not isinstance(value, Constant) or not isinstance(spec, Constant):
        return None
    if _WIDE.search(str(spec.value)) is not None:
        return None
    convert = _CONVERSIONS.get(conversion)
    try:
        return format(convert(value.value) if convert is not None else value.value, str(spec.value))
    except (TypeError, ValueError):
        return None


def _index(walk: Walk, receiver: Value, index: Value, node: ast.Subscript, frame: Frame) -> None:
    """A list or a tuple is indexed: with a tensor it cannot be."""
    cut = node.slice
    bounds = [cut.lower, cut.upper, cut.step] if isinstance(cut, ast.Slice) else []
    values = [evaluate(walk, bound, frame) for bound in bounds if bound is not None] or [index]
    tensor = next((tensor for tensor in map(needs.symbolic, values) if tensor is not None), None)
    sequences = all(isinstance(m, Container) and m.type in ("list", "tuple") for m in members(receiver))
    if tensor is not None and sequences:
        needs.need(walk, Use.INDEX, tensor, node, frame, frame.module.text_of(node.value))


def _named(walk: Walk, node: ast.NamedExpr, frame: Frame) -> Value:
    value = evaluate(walk, node.value, frame)
    writes.assign(walk, node.target, value, frame, node)
    return value


def _await(walk: Walk, node: ast.Await, frame: Frame) -> Value:
    evaluate(walk, node.value, frame)
    return UNKNOWN


def _yield(walk: Walk, node: ast.Yield | ast.YieldFrom, frame: Frame) -> Value:
    given = evaluate(walk, node.value, frame) if node.value is not None else NONE
    frame.yielded.append(elements.element(given) if isinstance(node, ast.YieldFrom) else given)
    return UNKNOWN


_HANDLERS: dict[type[ast.AST], Callable[[Walk, Any, Frame], Value]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Slice: _slice_parts,
    ast.Call: calls.evaluate_call,
    ast.BinOp: _binary,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.Compare: _compare,
    ast.IfExp: _conditional,
    ast.Lambda: _lambda,
    ast.List: _display,
    ast.Tuple: _display,
    ast.Set: _display,
    ast.Dict: _dict,
    ast.ListComp: _comprehension,
    ast.SetComp: _comprehension,
    ast.GeneratorExp: _comprehension,
    ast.DictComp: _comprehension,
    ast.JoinedStr: _formatted,
    ast.NamedExpr: _named,
    ast.Starred: _starred,
    ast.Await: _await,
    ast.Yield: _yield,
    ast.YieldFrom: _yield,
}
