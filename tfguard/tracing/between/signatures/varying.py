"""The arguments of a traced function's calls that are new from call to call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tfguard.syntax.parameters import default_of
from tfguard.syntax.records import dataclass
from tfguard.tracing import attributes
from tfguard.tracing.between.moments import moment_of
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.repeats import calls_again
from tfguard.tracing.between.signatures.news import FEW, New, news
from tfguard.tracing.between.sites import Site, arguments
from tfguard.tracing.events.calls import Variety
from tfguard.tracing.roots.found import parameters_of
from tfguard.tracing.values import (
    Array,
    Constant,
    Container,
    Function,
    Instance,
    Library,
    Partial,
    Scalar,
    Tensor,
    TracedCallable,
    Value,
    Variation,
)
from tfguard.tracing.varied import varied

MAX_HANDED_ON = 3  # from a function to the next, a text is followed
FEW_APART = 4  # distinct calls in several functions: each may be the only one that a program makes
_NOWHERE = ast.Constant(None)  # what several calls pass together stands in none of them


@dataclass(frozen=True, slots=True, eq=False)
class Varying:
    """An argument of a call that is new from call to call.

    Attributes:
        site: the call.
        parameter: who gets it.
        node: the argument.
        new: what is new.
        others: other calls that make it so.
    """

    site: Site
    parameter: str
    node: ast.expr
    new: New
    others: tuple[Site, ...] = ()


def varying_arguments(program: Program, sites: Sequence[Site]) -> Iterator[Varying]:
    """The arguments of one traced function's calls that vary.

    Args:
        program: the files.
        sites: all calls of the function.
    """
    production = [site for site in sites if not site.in_test]
    told: set[tuple[str, Variety]] = set()
    for site in production:
        for varying in _at_site(program, site):
            told.add((varying.parameter, varying.new.variety))
            yield varying
    yield from _over_sites(program, production, told)


# One call, made again and again


def _at_site(program: Program, site: Site) -> Iterator[Varying]:
    """The arguments of one call that are new each time that it is made."""
    if site.options.input_signature is not None:
        return
    again = calls_again(program, site)
    moment = moment_of(program, site)
    around = _traced_around(program, site)
    if any(outer.options.input_signature is not None for outer in around):
        return  # it gets what its caller's signature says: tensors of one shape
    traced = program.in_trace(site)
    found = [
        (parameter, node, new)
        for parameter, node in arguments(site)
        for new in news(program, site, node, moment.value(node))
        if new.why.placed or again is not None
    ]
    choices = {
        parameter: new.why.where
        for parameter, _, new in found
        if new.kind == "str" and _chooses(program, site.function, parameter)
    }
    told: set[str] = set()
    for parameter, node, new in found:
        if new.variety is Variety.SHAPE and traced and not _stands_in(site, new.why):
            continue  # made once a trace of what is around it, and that is where shapes come from
        if new.variety is Variety.SHAPE and new.why.where in choices.values():
            continue  # each name of what is to be done has a trace, and its shape: `for name, n in heads:`
        if parameter not in told and not (new.kind == "str" and parameter in choices):
            told.add(parameter)
            yield Varying(site, parameter, node, replace(new, why=_told(new.why, again)))


def _stands_in(site: Site, why: Variation) -> bool:
    """Whether what makes a value vary stands in the function that makes the call."""
    function = site.scope.function
    if function is None or why.where is None or why.where.path != site.module.path:
        return False
    node = function.node
    return getattr(node, "lineno", 0) <= why.where.line <= (getattr(node, "end_lineno", 0) or 0)


def _traced_around(program: Program, site: Site) -> list[Site]:
    """The calls of the traced function that the call stands in."""
    function = site.scope.function
    return program.sites_by_function.get(function, []) if function is not None else []


def _told(why: Variation, again: Variation | None) -> Variation:
    """Why a value varies, in words: where it does not say so itself, because the call is made again."""
    if why.text:
        return why
    if again is None:
        return replace(why, text="", where=None)
    return replace(why, text=again.text, where=again.where)


def _chooses(program: Program, function: Function, parameter: str, depth: int = MAX_HANDED_ON) -> bool:
    """Whether a text says what to do: a key, something to compare with, or handed on to code that may."""
    frame = program.world.frame(function.scope, function.module)
    for node in ast.walk(function.scope.node):
        match node:
            case ast.Subscript(slice=ast.Name(id=name)) if name == parameter:
                return True
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Name(id=name)]) if name == parameter:
                return True
            case ast.Call(args=args) if _is_among(args, parameter):
                callee, given = _called(program, program.world.walk.evaluate(node.func, frame))
                if isinstance(callee, Function) and depth:
                    names = _names_for(callee, args, parameter, given)
                    if names is None or any(_chooses(program, callee, name, depth - 1) for name in names):
                        return True
                elif not isinstance(callee, Library):
                    return True
            case ast.Compare() if _is_among([node.left, *node.comparators], parameter):
                return True
    return False


def _called(program: Program, callee: Value) -> tuple[Value, int]:
    """What runs when a value is called, and how many arguments a partial has given it before."""
    given = 0
    while isinstance(callee, (TracedCallable, Partial)):
        given += len(callee.args) if isinstance(callee, Partial) else 0
        callee = callee.func
    if isinstance(callee, Instance):
        found = program.world.class_member(callee.cls, "__call__")
        if found is not None:
            inner, more = _called(program, attributes.bind_member(found[0], found[1], callee))
            return inner, given + more
    return callee, given


def _names_for(function: Function, args: Sequence[ast.expr], name: str, before: int) -> list[str] | None:
    """The parameters that get a name's value; None where that cannot be told."""
    takes = parameters_of(function)[before:]
    given = [at for at, node in enumerate(args) if isinstance(node, ast.Name) and node.id == name]
    if any(isinstance(node, ast.Starred) for node in args) or any(at >= len(takes) for at in given):
        return None
    return [takes[at] for at in given]


def _is_among(nodes: Sequence[ast.expr], name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in nodes)


# Several calls together


def _over_sites(program: Program, sites: list[Site], told: set[tuple[str, Variety]]) -> Iterator[Varying]:
    """Plain calls that differ from each other: ``f(x, 1)``, ``f(x, 2)``, ``f(x, 3)``."""
    groups: dict[object, list[Site]] = {}
    for site in sites:
        made = site.receiver.node if site.receiver is not None else None
        groups.setdefault((made, site.function.frame), []).append(site)
    for group in groups.values():
        if len(group) > FEW and group[0].options.input_signature is None:
            yield from _over_group(program, group, told)


def _over_group(program: Program, group: list[Site], told: set[tuple[str, Variety]]) -> Iterator[Varying]:
    passed = [(site, dict(arguments(site))) for site in group]
    for parameter in dict.fromkeys(name for _, given in passed for name in given):
        passing = [(site, given[parameter]) for site, given in passed if parameter in given]
        few = FEW if len({site.scope.function for site, _ in passing}) == 1 else FEW_APART
        yield from _new_objects(program, parameter, passing, few, told)
        yield from _elements(program, parameter, passing, few, told)
        yield from _texts(program, parameter, passing, few, told)
        together = _of_one_kind(list(_values(program, passed, parameter)))
        if len(together) <= few or len(passing) < 2:
            continue
        (first, node), (second, _) = passing[:2]
        why = Variation("calls", "over its calls", where=second.module.place(second.node))
        for new in news(program, first, _NOWHERE, varied(together, why), 1):
            if (parameter, new.variety) not in told and (new.why.limit or 0) > few:
                told.add((parameter, new.variety))
                yield Varying(first, parameter, node, new, tuple(group[1:]))
                break


def _new_objects(
    program: Program,
    parameter: str,
    passing: Sequence[tuple[Site, ast.expr]],
    few: int,
    told: set[tuple[str, Variety]],
) -> Iterator[Varying]:
    """Calls of which each makes the object that it passes: ``f(x, Config(1))``, ``f(x, Config(2))``..."""
    made = [
        (site, node, new)
        for site, node in passing
        for new in news(program, site, node, moment_of(program, site).value(node))
        if new.variety is Variety.OBJECT
    ]
    if len(made) <= few or (parameter, Variety.OBJECT) in told:
        return
    told.add((parameter, Variety.OBJECT))
    site, node, new = made[0]
    second = made[1][0]
    why = Variation("calls", "over its calls", where=second.module.place(second.node))
    yield Varying(site, parameter, node, replace(new, why=why), tuple(other for other, _, _ in made[1:]))


def _elements(
    program: Program,
    parameter: str,
    passing: Sequence[tuple[Site, ast.expr]],
    few: int,
    told: set[tuple[str, Variety]],
) -> Iterator[Varying]:
    """Calls that pass one Python number after the other of a list: ``f(x, rates[0])``..."""
    picked: dict[str, tuple[Site, ast.expr, str]] = {}
    for site, node in passing:
        value = moment_of(program, site).value(node)
        if _is_element(node) and isinstance(value, Scalar) and value.type in ("int", "float", "number"):
            picked.setdefault(ast.dump(node), (site, node, value.type))
    if len(picked) <= few or (parameter, Variety.SCALAR) in told:
        return
    told.add((parameter, Variety.SCALAR))
    (site, node, kind), (second, _, _), *_ = picked.values()
    why = Variation("calls", "over its calls", limit=len(picked), where=second.module.place(second.node))
    others = tuple(other for other, _, _ in picked.values() if other is not site)
    yield Varying(site, parameter, node, New(Variety.SCALAR, why, kind), others)


def _texts(
    program: Program,
    parameter: str,
    passing: Sequence[tuple[Site, ast.expr]],
    few: int,
    told: set[tuple[str, Variety]],
) -> Iterator[Varying]:
    """Calls that pass one text after the other that is made of something: ``f(x, str(0))``...

    A text that a program writes out may name a mode, and a program has a few of those; one that it makes of a
    number does not.
    """
    made: dict[str, tuple[Site, ast.expr]] = {}
    for site, node in passing:
        value = moment_of(program, site).value(node)
        text = value.value if isinstance(value, Constant) else None
        if isinstance(node, (ast.Call, ast.JoinedStr)) and isinstance(text, str):
            made.setdefault(text, (site, node))
    if len(made) <= few or (parameter, Variety.SCALAR) in told:
        return
    (site, node), (second, _), *_ = made.values()
    if _chooses(program, site.function, parameter):
        return
    told.add((parameter, Variety.SCALAR))
    seen = ", ".join(map(repr, [*made][:4])) + (", ..." if len(made) > 4 else "")
    where = second.module.place(second.node)
    why = Variation("calls", "over its calls", limit=len(made), seen=seen, where=where)
    others = tuple(other for other, _ in made.values() if other is not site)
    yield Varying(site, parameter, node, New(Variety.SCALAR, why, "str"), others)


def _is_element(node: ast.expr) -> bool:
    """``rates[0]``, and a number made of it: ``float(rates[0])``."""
    match node:
        case ast.Call(func=ast.Name(id="float" | "int"), args=[inside], keywords=[]):
            return _is_element(inside)
        case ast.Subscript(slice=ast.Constant(value=int())):
            return True
        case _:
            return False


def _values(
    program: Program, passed: Sequence[tuple[Site, dict[str, ast.expr]]], parameter: str
) -> Iterator[Value]:
    """What calls give a parameter: what they pass, or its default where that is a constant."""
    function = passed[0][0].function.scope.node
    assert isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    default = default_of(function, parameter)
    for site, given in passed:
        if parameter in given:
            yield moment_of(program, site).value(given[parameter])
        elif isinstance(default, ast.Constant):
            yield Constant(default.value)


def _of_one_kind(values: Sequence[Value]) -> list[Value]:
    """The constants, tensors or containers among what calls pass, whichever are most."""
    constants: list[Value] = [v for v in values if isinstance(v, Constant) and v.value is not None]
    arrays: list[Value] = [v for v in values if isinstance(v, (Tensor, Array))]
    containers: list[Value] = [v for v in values if isinstance(v, Container)]
    return max(constants, arrays, containers, key=len)
