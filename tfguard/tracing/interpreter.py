"""The abstract interpreter: walks each root of a module as TensorFlow would trace it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import field, replace

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import default_of
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope
from tfguard.tracing import (
    annotated,
    calls,
    elements,
    input_signatures,
    returned,
    shapes,
    statements,
    static_shapes,
)
from tfguard.tracing.axes import OPEN, Axes
from tfguard.tracing.between.given import values_given
from tfguard.tracing.definitions import function_traced
from tfguard.tracing.events.calls import ArrayBaked
from tfguard.tracing.events.decorator_use import NonTensorReturned
from tfguard.tracing.events.event import Event
from tfguard.tracing.frames import Frame
from tfguard.tracing.replaced import replaced_variables
from tfguard.tracing.roots.every import every_root
from tfguard.tracing.roots.found import FoundRoot, parameters_of
from tfguard.tracing.trace import BudgetExceeded, Capture, Entry, Trace
from tfguard.tracing.traced import Link, Root, RootKind, Traced
from tfguard.tracing.unconverted import KERAS, TOLD
from tfguard.tracing.values import (
    CALL,
    NONE,
    UNKNOWN,
    Array,
    Batch,
    Constant,
    Container,
    Function,
    Instance,
    Object,
    Origin,
    Owner,
    Scalar,
    Spec,
    StaticObject,
    Tensor,
    Value,
    is_certainly,
    join,
    members,
)
from tfguard.tracing.walk import Walk
from tfguard.tracing.world import World

MANY_CONTAINERS = 3  # so many that calls pass are looked at one by one


@dataclass(frozen=True, slots=True, eq=False)
class RootWalk:
    """What happened while one root was traced.

    Attributes:
        found: the root.
        events: in the order in which they happen.
        traced: the root and every function that its trace enters.
        cut: True when the walk stopped at its budget.
        reached: scopes of the functions that it enters.
        captures: the outliving state that it reads, in order.
        keys: the constant key or attribute that is taken of what a place reads.
        uses_own: see :class:`~tfguard.tracing.trace.Trace`.
    """

    found: FoundRoot
    events: tuple[Event, ...]
    traced: tuple[Traced, ...]
    cut: bool
    reached: frozenset[Scope] = frozenset()
    captures: tuple[Capture, ...] = ()
    keys: Mapping[ast.AST, object] = field(default_factory=dict)
    uses_own: bool = False


def walk_module(world: World, module: Module) -> Iterator[RootWalk]:
    """Walk all roots of a module.

    Args:
        world: what is known of the program.
        module: the module.
    """
    layers: dict[object, Value] = {}
    for found in every_root(world, module):
        yield walk_root(world, found, layers if found.root.kind is RootKind.KERAS else None)


def walk_root(world: World, found: FoundRoot, layers: dict[object, Value] | None = None) -> RootWalk:
    """Walk one root with abstract arguments.

    Args:
        world: what is known of the program.
        found: the root.
        layers: see :class:`Trace`.
    """
    function, root = found.function, found.root
    start = Link(function.name, function.module.place(_definition(function)))
    trace = Trace(root, (start,), world.target(function.module), layers={} if layers is None else layers)
    trace.reached[function.scope] = trace.chain
    cut = False
    events: list[Event] = []
    if isinstance(function.scope.node, (ast.FunctionDef, ast.Lambda)):
        try:
            _enter(Walk(world, trace), found)
        except (BudgetExceeded, RecursionError):
            cut = True
        events += [*replaced_variables(world, trace), *_baked(trace)]
    described = list(function_traced(world, found, trace))
    if not all(event.is_bare for event in described):
        # `tf.custom_gradient` and the like take what the function returns: TensorFlow does not see it.
        trace.events = [event for event in trace.events if not isinstance(event, NonTensorReturned)]
    events += [*described, *input_signatures.misfits(world, found, trace)]
    for event in events:
        trace.emit(event)
    traced = tuple(_traced(world, root, scope, chain) for scope, chain in trace.reached.items())
    captures = tuple(trace.captures.values())
    reached = frozenset(trace.reached)
    return RootWalk(found, tuple(trace.events), traced, cut, reached, captures, trace.keys, trace.uses_own)


def _traced(world: World, root: Root, scope: Scope, chain: tuple[Link, ...]) -> Traced:
    path, line = scope.module.path, getattr(scope.node, "lineno", 1)
    module = world.module(path)
    cell = module.cell_at(line) if module is not None else None
    return Traced(path, line, scope.qualname, len(chain) == 1, root, chain, cell)


def _baked(trace: Trace) -> Iterator[ArrayBaked]:
    """Each large array once, where it is first used."""
    for array, places in trace.baked.items():
        node, context = next(iter(places.items()))
        size = shapes.bytes_of(array) if isinstance(array, Array) else None
        if size is not None:
            text = context.module.text_of(node)
            yield ArrayBaked(node, context, text=text, size=size, uses=len(places))


def _definition(function: Function) -> ast.AST:
    return function.scope.node


def _enter(walk: Walk, found: FoundRoot) -> None:
    function = found.wrapper or found.function
    scope, node = function.scope, function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.Lambda)) and walk.trace is not None
    parent = function.frame or (walk.world.frame(scope.parent, function.module) if scope.parent else None)
    frame = Frame(scope, function.module, parent=parent, live=True, function=function)
    if found.root.options.autograph is False:
        frame.unconverted = KERAS if found.root.kind is RootKind.KERAS else TOLD
    else:
        frame.unconverted = calls.why_not(function) if function.converted else TOLD
    # Keras and datasets build lists and dicts anew for each call of a function.
    owner = Owner.ARGUMENT if found.root.kind in (RootKind.DECORATOR, RootKind.CALL) else Owner.CALL
    if found.wrapper is None:
        _bind_arguments(walk, function, frame, found.given, owner)
        for name in found.tensors.intersection(found.given):  # what Keras passes as a batch
            frame.taint[name] = frozenset({("argument", name)})
        _apply_shapes(found, frame)
        walk.trace.arguments = dict(frame.env)
        walk.trace.evident |= {("argument", name) for name in found.tensors}
    else:
        inner = Frame(found.function.scope, found.function.module)
        _bind_arguments(walk, found.function, inner, found.given, owner)
        frame.env.update(elements.bind(walk, function, list(inner.env.values()), {}, frame))
    walk.trace.stack.running.append((scope, function.bound))
    walk.trace.stack.entries.append(Entry(0, function.frame))
    walk.trace.layer_calls += found.root.kind is RootKind.KERAS or calls.is_layer_call(walk, function)
    if isinstance(node, ast.Lambda):
        returned.note(walk, walk.evaluate(node.body, frame), node.body, frame)
    else:
        statements.body(walk, node, frame)


def _bind_arguments(
    walk: Walk, function: Function, frame: Frame, given: Mapping[str, Value], owner: Owner
) -> None:
    """Give a root's parameters what is known of its arguments."""
    node = function.scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    positional = [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]
    if function.bound is not None and positional:
        frame.env[positional.pop(0)] = function.bound
    for name in (*positional, *(argument.arg for argument in node.args.kwonlyargs)):
        if name in given:
            frame.env[name] = given[name]
            continue
        frame.env[name] = argument_value(walk.world, function, name, owner)
        # A container argument comes apart the same way at each call of one trace.
        if not is_certainly(frame.env[name], Container):
            frame.taint[name] = frozenset({("argument", name)})
    if node.args.vararg is not None:
        frame.env[node.args.vararg.arg] = Container("tuple", CALL, element=Tensor(True, assumed=True))
    if node.args.kwarg is not None:
        frame.env[node.args.kwarg.arg] = Container("dict", CALL, element=UNKNOWN)


def _apply_shapes(found: FoundRoot, frame: Frame) -> None:
    """What a signature, or the dataset that calls, says of the arguments' shapes.

    TensorFlow makes tensors of whatever is passed where there is an ``input_signature``.
    """
    names = [name for name in parameters_of(found.function) if name not in found.given]
    for name, axes in zip(names, found.root.options.specs, strict=False):
        if axes is not None:
            frame.env[name] = Tensor(static=axes)
    if isinstance(found.signature, Container):
        for name, spec in zip(names, found.signature.items or (), strict=False):
            held = frame.env.get(name)
            if isinstance(spec, Spec) and isinstance(held, Tensor):
                frame.env[name] = replace(held, dtype=spec.dtype)
            if spec == StaticObject("tensorflow.RaggedTensorSpec"):
                frame.env[name] = Object("tensorflow.RaggedTensor", "ragged", CALL)
            elif isinstance(spec, Spec) and not isinstance(held, Tensor):
                frame.env[name] = Tensor(static=spec.axes, dtype=spec.dtype)
    if found.element is not None and names and len(found.tensors) == 1:
        frame.env[names[0]] = found.element
    if found.root.kind is RootKind.DATASET:
        for name in found.tensors:
            held = frame.env.get(name)
            if isinstance(held, Container) and held.type == "dict" and held.element == _TAKEN_FOR_ONE:
                # Under each key of a dataset's element is a tensor, or a structure of tensors.
                frame.env[name] = replace(held, element=Tensor(single=False))
    if found.batched:
        single = found.element is not None and len(found.tensors) == 1
        first_open = Batch(True, assumed=not single, static=Axes((OPEN,), rest=True, why=found.batched))
        for name in found.tensors:
            held = frame.env.get(name)
            if isinstance(held, Tensor):
                frame.env[name] = first_open
            elif isinstance(held, Container):
                frame.env[name] = replace(held, element=first_open)


_TAKEN_FOR_ONE = Tensor(True, assumed=True)


def argument_value(world: World, function: Function, name: str, owner: Owner) -> Value:
    """What a root gets for a parameter, as the trace sees it.

    Arrays become tensors; a parameter of which nothing is known is taken for a tensor, and marked so.

    Args:
        world: what is known of the program.
        function: the root.
        name: the parameter.
        owner: whose a list, dict or object that comes in is.
    """
    scope, module = function.scope, function.module
    node = scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    origin = Origin(owner, name)
    bare = world.frame(scope.parent or scope, module)
    argument = next((a for a in ast.walk(node.args) if isinstance(a, ast.arg) and a.arg == name), None)
    if argument is not None and argument.annotation is not None:
        described = annotated.value(world.walk, argument.annotation, bare, origin)
        default = default_of(node, name)
        if described == Scalar("int"):
            return replace(
                described, most=_most(world, values_given(world, scope, name, module), default, bare)
            )
        if isinstance(described, Tensor):
            passed = [m for value in values_given(world, scope, name, module) for m in members(value)]
            if passed and all(isinstance(m, Tensor) and m.single and not m.assumed for m in passed):
                return join(*(as_argument(member, origin) for member in passed))  # they say more
        if described != UNKNOWN:
            return join(*(as_argument(member, origin) for member in members(described)))
    given: list[Value] = []
    for value in values_given(world, scope, name, module):
        given += [member for member in members(value) if member not in given]  # one object stays one
    # `f.get_concrete_function(tf.TensorSpec([None, 3]))`: this trace is one of those that have to go right.
    opened = next((m for m in given if isinstance(m, Spec) and m.axes is not None and m.axes.any_open), None)
    if opened is not None:
        return as_argument(opened, origin)
    values = [as_argument(member, origin) for member in _few(given)]
    default = default_of(node, name)
    if default is not None:
        with world.walk.outside(origin):
            values.append(as_argument(world.walk.evaluate(default, bare), origin))
    known = [value for value in values if value not in (UNKNOWN, NONE)]
    if known and all(isinstance(value, Tensor) for value in known) and UNKNOWN in values:
        # A call passes a tensor, and what the others pass is not known: enough, as that call goes wrong.
        known = [replace(value, dtype=None) for value in known if isinstance(value, Tensor)]
        values = [*known, *(value for value in values if value == NONE)]
    if known:
        found = join(*values) if NONE not in values else join(*known, NONE)
        return replace(found, most=_most(world, given, default, bare)) if found == Scalar("int") else found
    if NONE in values:
        return join(NONE, UNKNOWN)
    if _is_keyed(scope, name):
        return Container("dict", origin, element=Tensor(True, assumed=True))
    return Tensor(True, assumed=True)


def _few(given: list[Value]) -> list[Value]:
    """The containers that many calls pass, as one of each type; a trace gets one of them."""
    held: dict[str, list[Container]] = {}
    for value in given:
        if isinstance(value, Container) and not value.iterator:
            held.setdefault(value.type, []).append(value)
    many = [containers for containers in held.values() if len(containers) > MANY_CONTAINERS]
    merged = [value for containers in many for value in containers]
    return [value for value in given if value not in merged] + [_any_of(containers) for containers in many]


def _any_of(containers: list[Container]) -> Container:
    """A container that may be any of several of one type."""
    first = containers[0]
    rows = [container.items for container in containers if container.items is not None]
    if len(rows) == len(containers) and len({len(row) for row in rows}) == 1:
        columns = tuple(join(*column) for column in zip(*rows, strict=True))
        element = join(*(container.element for container in containers))
        return Container(first.type, first.origin, columns, element, node=first.node)
    tables = [container.keys for container in containers if container.keys is not None]
    if len(tables) == len(containers) and len({frozenset(table) for table in tables}) == 1:
        keys = {key: join(*(table[key] for table in tables)) for key in tables[0]}
        element = join(*(container.element for container in containers))
        return Container(first.type, first.origin, element=element, keys=keys, node=first.node)
    element = join(*(elements.any_value(container) for container in containers))
    return Container(first.type, first.origin, element=element, node=first.node)


def _most(world: World, given: list[Value], default: ast.expr | None, bare: Frame) -> int | None:
    """The greatest whole number that a call passes for a parameter; where none passes any, the default."""
    values = given or ([world.walk.evaluate(default, bare)] if default is not None else [])
    found = (shapes.dimension(member) for value in values for member in members(value))
    return max((number for number in found if isinstance(number, int)), default=None)


def _is_keyed(scope: Scope, name: str) -> bool:
    """Whether the body looks a parameter up by a constant string: a tensor has no such keys."""
    return any(
        isinstance(part, ast.Subscript)
        and isinstance(part.value, ast.Name)
        and part.value.id == name
        and isinstance(part.slice, ast.Constant)
        and isinstance(part.slice.value, str)
        for part in ast.walk(scope.node)
    )


def as_argument(value: Value, origin: Origin) -> Value:
    """A value outside, as an argument inside the trace."""
    match value:
        case Tensor(dtype=dtype):
            # What a dataset gives is only taken for one tensor: it may be several.
            return Tensor(
                single=value.single and not value.assumed, dtype=dtype, static=static_shapes.of_value(value)
            )
        case Array(dtype=dtype):
            return Tensor(static=static_shapes.of_value(value), dtype=dtype)
        case Spec(axes=axes, dtype=dtype):
            return Tensor(static=axes, dtype=dtype)
        case Constant(value=bool()):
            return Scalar("bool")
        case Constant(value=int() | float() | str() | bytes() as constant):
            return Scalar(type(constant).__name__)
        case Container():
            items = value.items and tuple(as_argument(item, origin) for item in value.items)
            keys = value.keys and {key: as_argument(item, origin) for key, item in value.keys.items()}
            return Container(value.type, origin, items, as_argument(value.element, origin), keys, value.node)
        case Instance():
            return replace(value, origin=origin)
        case Object():
            return replace(value, origin=origin)
        case _:
            return value
