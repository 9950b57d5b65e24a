"""What each round of a loop gets from what the loop runs over: another value each time."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.tracing import elements
from tfguard.tracing.between.loops import Loop, MappedLoop
from tfguard.tracing.between.repeats import MAX_DEPTH
from tfguard.tracing.between.sites import Spot, callees
from tfguard.tracing.values import (
    UNKNOWN,
    Constant,
    Container,
    Function,
    Library,
    Object,
    Origin,
    Owner,
    Scalar,
    Tensor,
    Value,
    Variation,
    join,
    members,
)
from tfguard.tracing.varied import marked, varied

if TYPE_CHECKING:
    from tfguard.tracing.between.moments.moment import Moment

_RANGES = frozenset(("builtins.range", "tqdm.trange", "tqdm.auto.trange", "tqdm.notebook.trange"))
_PRODUCTS = frozenset(("itertools.product", "itertools.combinations", "itertools.permutations"))
# What gives the elements of its first argument: in some order, or while it shows the progress of the loop.
_PASSING_ON = frozenset(
    (
        "builtins.reversed",
        "builtins.sorted",
        "builtins.list",
        "builtins.iter",
        "itertools.islice",
        "itertools.cycle",
        "tqdm.tqdm",
        "tqdm.auto.tqdm",
        "tqdm.notebook.tqdm",
        "tqdm.std.tqdm",
        "rich.progress.track",
    )
)


def each(moment: Moment, node: ast.expr, loop: Loop | MappedLoop) -> Value:
    """What a loop over an expression gives, as another value each time.

    Args:
        moment: the call that the loop leads to.
        node: what the loop runs over.
        loop: the loop.
    """
    why = Variation("loop", loop.text, where=loop.place)
    if isinstance(node, ast.Call):
        found = _of_call(moment, node, loop, why)
        if found is not None:
            return found
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)) and not any(
        isinstance(element, ast.Starred) for element in node.elts
    ):
        return varied([moment.value(element) for element in node.elts], why)
    return _of_value(moment, moment.value(node), why)


# Calls


def _of_call(moment: Moment, node: ast.Call, loop: Loop | MappedLoop, why: Variation) -> Value | None:
    callee = moment.value(node.func)
    name = callee.name if isinstance(callee, Library) else ""
    if name in _RANGES:
        return _of_range(moment, node.args, why)
    if name == "itertools.count":
        return Scalar("int", varies=why)
    for function in _functions(moment, node, callee):
        if function.scope.yields:
            return _yielded(moment, function.scope.node, function.module)
        if function is not callee:
            given = [moment.value(argument) for argument in _plain(node.args)]
            with moment.world.walk.outside(Origin(Owner.UNKNOWN)):
                return _of_value(moment, moment.world.call(function, given, {}), why)
    return _of_library(moment, name, node.args, loop, why) if node.args else None


def _of_library(
    moment: Moment, name: str, args: list[ast.expr], loop: Loop | MappedLoop, why: Variation
) -> Value | None:
    """What a library's iterator gives of the iterables that it is made from."""
    if name in _PASSING_ON:
        return each(moment, args[0], loop)
    if name == "itertools.chain":
        return join(*(each(moment, argument, loop) for argument in args))
    if name == "builtins.enumerate":
        item = each(moment, args[0], loop)
        position = Scalar("int", varies=replace(why, limit=_length(moment, args[0])))
        return _row(position, item)
    if name == "builtins.zip":
        return _row(*(each(moment, argument, loop) for argument in args))
    if name in _PRODUCTS:
        parts = [each(moment, argument, loop) for argument in _plain(args)]
        return _row(*(parts if name == "itertools.product" else parts[:1] * 2))
    return None


def _row(*parts: Value) -> Container:
    return Container("tuple", Origin(Owner.CALL), parts)


def _plain(args: list[ast.expr]) -> list[ast.expr]:
    return [argument for argument in args if not isinstance(argument, ast.Starred)]


def _length(moment: Moment, node: ast.expr) -> int | None:
    value = moment.value(node)
    if isinstance(value, Container) and value.items is not None and value.element == UNKNOWN:
        return len(value.items)
    return None


def _functions(moment: Moment, node: ast.Call, callee: Value) -> list[Function]:
    """The functions that a call may run; where that of a base class is abstract, those of subclasses."""
    if isinstance(callee, Function) and not _is_abstract(callee):
        return [callee]
    found = callees(moment.world, node.func, moment.call, moment.program.modules)
    return [m for m in found if isinstance(m, Function) and not _is_abstract(m)]


def _is_abstract(function: Function) -> bool:
    """A body that only raises, or says nothing."""
    body = [s for s in getattr(function.scope.node, "body", []) if not _says_nothing(s)]
    return not body or (len(body) == 1 and isinstance(body[0], ast.Raise))


def _says_nothing(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Pass) or (
        isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    )


# Ranges


def _of_range(moment: Moment, args: list[ast.expr], why: Variation) -> Value | None:
    numbers = [moment.value(argument) for argument in args]
    if any(isinstance(number, Tensor) for number in numbers):
        return None
    count, seen = _counted(numbers)
    return Scalar("int", varies=replace(why, limit=count, seen=seen))


def _counted(numbers: Sequence[Value]) -> tuple[int | None, str]:
    """How many numbers a range of some arguments has, as far as that is known, and how it begins."""
    known = [n.value for n in numbers if isinstance(n, Constant) and isinstance(n.value, int)]
    if known and len(known) == len(numbers):
        try:
            exact = range(*known)
            count = len(exact)
        except (TypeError, ValueError, OverflowError):
            return None, ""
        return count, ", ".join(map(str, exact[:3])) + (", ..." if count > 3 else "")
    if len(numbers) == 1 or (known and isinstance(numbers[0], Constant)):
        start = known[0] if len(numbers) > 1 else 0
        return None, f"{start}, {start + 1}, {start + 2}, ..."
    return None, ""


# Values


def _of_value(moment: Moment, value: Value, why: Variation) -> Value:
    return join(*(_of_member(moment, member, why) for member in members(value)))


def _of_member(moment: Moment, member: Value, why: Variation) -> Value:
    further = moment.depth < MAX_DEPTH
    match member:
        case Container(items=tuple() as items) if items and member.element == UNKNOWN:
            return varied(list(items), why)
        case Container(node=ast.ListComp() | ast.GeneratorExp() as made) if further:
            return _of_comprehension(moment, made, member, why)
        case Object(node=ast.GeneratorExp() as made) if further:
            return _of_comprehension(moment, made, None, why)
        case Object(cls="generator", node=ast.FunctionDef() as made):
            module = moment.program.module_of(made)
            return _yielded(moment, made, module) if module is not None else UNKNOWN
        case Container(keys=dict() as keys) if keys:
            return varied([Constant(key) for key in keys], why)
        case Object(kind="dataset") if member.cls.endswith(":padded"):
            return Tensor(False, shape=(None, why), varies=why)
        case _:
            return marked(elements.element(member), why)


def _of_comprehension(
    moment: Moment, node: ast.ListComp | ast.GeneratorExp, made: Container | None, why: Variation
) -> Value:
    """What a comprehension gives one after the other: its element, at the moment that it is made."""
    module = moment.program.module_of(node)
    if module is None:
        return marked(elements.element(made), why) if made is not None else UNKNOWN
    spot = Spot(node.elt, module.index.scopes[node], module)
    return marked(moment.before(spot).value(node.elt), why)


def _yielded(moment: Moment, function: ast.AST, module: Module) -> Value:
    """What a loop over a generator gives: what it yields, at the moment of the yield."""
    if moment.depth >= MAX_DEPTH:
        return UNKNOWN
    found: list[Value] = []
    for part in _yields(function):
        if part.value is None:
            continue
        at_yield = moment.before(Spot(part, moment.program.scope_of(part, module), module))
        if isinstance(part, ast.Yield):
            found.append(at_yield.value(part.value))
        else:
            loop = Loop(ast.comprehension(ast.Name("_", ast.Store()), part.value, [], 0), module)
            found.append(each(at_yield, part.value, loop))
    return join(*found)


def _yields(node: ast.AST) -> Iterator[ast.Yield | ast.YieldFrom]:
    """The yields of a function's own body."""
    pending = list(ast.iter_child_nodes(node))
    while pending:
        part = pending.pop(0)
        if isinstance(part, (ast.Yield, ast.YieldFrom)):
            yield part
        elif not isinstance(part, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)):
            pending[:0] = list(ast.iter_child_nodes(part))
