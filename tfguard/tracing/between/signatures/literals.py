"""Calls that share a trace because their Python numbers are equal, though of different types."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from tfguard.syntax.parameters import default_of
from tfguard.syntax.records import dataclass
from tfguard.tracing.between.moments import moment_of
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site, arguments
from tfguard.tracing.shapes import shape_of
from tfguard.tracing.values import Array, Constant, Function, Library, Tensor, Value

# Operations whose result has the type of a Python number that they get.
_TYPED = frozenset(
    "tensorflow." + name
    for name in [
        "constant",
        "convert_to_tensor",
        "fill",
        "range",
        "stack",
        "identity",
        "reduce_sum",
        "tile",
        "repeat",
        "where",
        "expand_dims",
        "reshape",
    ]
)


@dataclass(frozen=True, slots=True, eq=False)
class Shared:
    """Two calls with equal numbers of different types.

    Attributes:
        parameter: who gets them.
        first, later: the calls.
        first_node, later_node: the arguments.
        kinds: their types.
    """

    parameter: str
    first: Site
    later: Site
    first_node: ast.expr
    later_node: ast.expr
    kinds: tuple[str, str]


def shared_literals(program: Program, sites: Sequence[Site]) -> Iterator[Shared]:
    """Pairs of calls whose Python numbers are equal and of different types."""
    seen: dict[tuple[str, object, object], tuple[Site, ast.expr, str]] = {}
    for site in sites:
        if site.options.input_signature is not None or site.in_test:
            continue
        for parameter, node, value in _with_defaults(program, site):
            if not isinstance(value, Constant) or not isinstance(value.value, (bool, int, float)):
                continue
            kind = type(value.value).__name__
            receiver = site.receiver.node if site.receiver is not None else None
            key = (parameter, value.value, receiver)
            known = seen.setdefault(key, (site, node, kind))
            if known[2] == kind or not _type_matters(program, site.function, parameter):
                continue
            if not _differ_otherwise(program, known[0], site, parameter):
                yield Shared(parameter, known[0], site, known[1], node, (known[2], kind))


def _with_defaults(program: Program, site: Site) -> Iterator[tuple[str, ast.expr, Value]]:
    """What a call passes, and the constant defaults that it leaves."""
    moment = moment_of(program, site)
    passed = dict(arguments(site))
    for parameter, node in passed.items():
        yield parameter, node, moment.value(node)
    function = site.function.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs):
        default = default_of(function, argument.arg)
        if argument.arg not in passed and isinstance(default, ast.Constant):
            yield argument.arg, site.node, Constant(default.value)


def _type_matters(program: Program, function: Function, parameter: str) -> bool:
    """Whether a traced function makes a tensor of a parameter's type: beside a tensor it takes that one's."""
    world = program.world
    frame = world.frame(function.scope, function.module)
    for node in ast.walk(function.scope.node):
        match node:
            case ast.Return(value=ast.Name(id=name)) if name == parameter:
                return True
            case ast.BinOp(left=ast.Name(id=name), right=right) if name == parameter:
                if isinstance(right, (ast.Constant, ast.Name)) and not _is_tensor(program, function, right):
                    return True
            case ast.Call() if not any(keyword.arg == "dtype" for keyword in node.keywords):
                given = [*node.args, *(keyword.value for keyword in node.keywords)]
                given += [e for part in given if isinstance(part, (ast.List, ast.Tuple)) for e in part.elts]
                if any(isinstance(part, ast.Name) and part.id == parameter for part in given):
                    callee = world.walk.evaluate(node.func, frame)
                    if isinstance(callee, Library) and callee.name in _TYPED and not _has_dtype(node):
                        return True
    return False


def _has_dtype(node: ast.Call) -> bool:
    """``tf.constant(x, tf.float32)``: a second argument that is no number."""
    return len(node.args) > 1 and isinstance(node.args[1], ast.Attribute)


def _is_tensor(program: Program, function: Function, node: ast.expr) -> bool:
    """Whether the other operand brings a type of its own."""
    if isinstance(node, ast.Constant):
        return False
    bindings = function.scope.bindings.get(getattr(node, "id", ""), [])
    return not bindings or any(binding.value is not None for binding in bindings)


def _differ_otherwise(program: Program, first: Site, later: Site, parameter: str) -> bool:
    """Whether other arguments already keep the two calls apart."""
    one, other = dict(arguments(first)), dict(arguments(later))
    for name in (one.keys() & other.keys()) - {parameter}:
        left, right = moment_of(program, first).value(one[name]), moment_of(program, later).value(other[name])
        if isinstance(left, Constant) and isinstance(right, Constant) and left.value != right.value:
            return True
        if _differ_in_shape(left, right):
            return True
    return False


def _differ_in_shape(left: Value, right: Value) -> bool:
    both = isinstance(left, (Tensor, Array)) and isinstance(right, (Tensor, Array))
    return both and None not in (shapes := (shape_of(left), shape_of(right))) and shapes[0] != shapes[1]
