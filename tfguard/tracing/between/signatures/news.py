"""What is new in an argument from call to call: a value, a length, a shape, an object."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.records import dataclass
from tfguard.tracing.between.moments import Moment
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.signatures.equality import equality_of
from tfguard.tracing.between.signatures.freshness import is_fresh
from tfguard.tracing.between.sites import Site, Spot
from tfguard.tracing.events.calls import Variety
from tfguard.tracing.values import (
    JOINED,
    Array,
    Class,
    Container,
    Dimension,
    Function,
    Instance,
    Object,
    Partial,
    Scalar,
    Shape,
    Tensor,
    TracedCallable,
    Value,
    Variation,
    members,
)

FEW = 2  # so many traces are no pitfall: a flag, the last batch of an epoch
# Objects that TensorFlow traces by their spec, and not by what they are.
_BY_SPEC = frozenset(
    (
        "variable",
        "keras_variable",
        "dataset",
        "dataset_iterator",
        "resource",
        "ragged",
        "plain",
        "strategy",
        "path",
        "tape",
        "range",
    )
)


@dataclass(frozen=True, slots=True)
class New:
    """What is new in an argument.

    Attributes:
        variety: in which way.
        why: what makes it so.
        kind: what the argument is.
    """

    variety: Variety
    why: Variation
    kind: str


def news(program: Program, site: Site, node: ast.expr, value: Value, depth: int = 3) -> Iterator[New]:
    """What is new in an argument from call to call.

    Args:
        program: the files.
        site: the call.
        node: the argument as written.
        value: what it is at the call.
        depth: how deep containers are looked into.
    """
    for member in members(value):
        match member:
            case Scalar(type="bool"):
                continue
            case Scalar(type=kind, varies=Variation() as why) if _many(why):
                yield New(Variety.SCALAR, why, kind)
            case Tensor(shape=tuple() as shape):
                yield from _of_shape(site, shape, "tensor")
            case Array(shape=tuple() as shape):
                yield from _of_shape(site, shape, "array")
            case Container() if depth:
                yield from _of_container(program, site, node, member, depth)
            case Instance():
                yield from _of_instance(program, site, node, member)
            case Function() | Partial() | TracedCallable() | Object():
                new = _of_object(program, site, node, member)
                if new is not None:
                    yield new
            case _:
                continue


def _many(size: Dimension) -> bool:
    """Whether something has more values than are worth speaking of."""
    return isinstance(size, Variation) and size.cause != JOINED and (size.limit is None or size.limit > FEW)


def _of_shape(site: Site, shape: Shape, kind: str) -> Iterator[New]:
    if site.options.reduce_retracing is False:
        for size in shape:
            if isinstance(size, Variation) and _many(size):
                yield New(Variety.SHAPE, size, kind)


def _of_container(
    program: Program, site: Site, node: ast.expr, value: Container, depth: int
) -> Iterator[New]:
    if value.type in ("set", "deque"):
        yield New(Variety.UNHASHABLE, Variation("loop"), value.type)
        return
    if isinstance(value.length, Variation) and _many(value.length):
        yield New(Variety.LENGTH, value.length, value.type)
        return
    if value.type == "range":
        return
    for item in (*(value.items or ()), *(value.keys or {}).values(), value.element):
        for new in news(program, site, node, item, depth - 1):
            if new.variety in (Variety.SCALAR, Variety.CONTAINER):
                yield New(Variety.CONTAINER, new.why, value.type)
            else:
                yield new


def _of_instance(program: Program, site: Site, node: ast.expr, value: Instance) -> Iterator[New]:
    equality = equality_of(program, value.cls)
    if equality == "unhashable":
        yield New(Variety.UNHASHABLE, Variation("loop"), value.cls.name)
    elif equality == "value" and (varying := list(_varying_fields(program, site, node, value))):
        yield from varying
    elif equality in ("identity", "value") and is_fresh(program, site, node, value.node):
        # Equal objects share a trace only as long as the first of them lives: TensorFlow keeps it by a weak
        # reference (experiment: examples/object_arg/bad_equal_but_not_kept.py).
        yield New(Variety.OBJECT, Variation("value"), value.cls.name)
    elif equality == "fields":
        yield from _varying_fields(program, site, node, value)


def _varying_fields(program: Program, site: Site, node: ast.expr, value: Instance) -> Iterator[New]:
    """Python numbers that an object is made of, and that vary."""
    made = value.node
    module = program.module_of(made) if made is not None else None
    if not isinstance(made, ast.Call) or module is None:
        return
    moment = Moment(program, Spot(made, program.scope_of(made, module), module), 1)
    for argument in (*made.args, *(keyword.value for keyword in made.keywords)):
        for new in news(program, site, node, moment.value(argument), 1):
            if new.variety is Variety.SCALAR:
                yield New(Variety.CONTAINER, new.why, value.cls.name)


def _of_object(
    program: Program, site: Site, node: ast.expr, value: Function | Partial | TracedCallable | Object
) -> New | None:
    made: ast.AST | None
    match value:
        case Object(kind="slice"):
            return New(Variety.UNHASHABLE, Variation("loop"), "slice")
        case Object(kind=kind) if kind in _BY_SPEC or not kind:
            return None
        case Object(node=made):
            word = value.cls.rpartition(".")[2]
        case Function(bound=None):
            made = value.scope.node
            word = "lambda" if isinstance(made, ast.Lambda) else "function"
        case Function(bound=Instance() | Class()) if isinstance(node, ast.Attribute):
            # Each access of a method makes another bound method, and they are told apart by identity.
            new = New(Variety.OBJECT, Variation("value"), "bound method")
            return new if _is_method(program, site, node) else None
        case Partial(node=made):
            word = "partial"
        case _:
            return None
    return New(Variety.OBJECT, Variation("value"), word) if is_fresh(program, site, node, made) else None


def _is_method(program: Program, site: Site, node: ast.Attribute) -> bool:
    """Whether an attribute is looked up in the class, and not stored on the object."""
    for member in members(program.evaluate(node.value, site)):
        cls = member.cls if isinstance(member, Instance) else member
        if not isinstance(cls, Class) or program.world.class_member(cls, node.attr) is None:
            return False
        if program.world.attribute(cls, node.attr) is not None:
            return False
    return True
