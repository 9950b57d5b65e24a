"""The arguments of a traced function's calls that are new from call to call."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tfguard.syntax.parameters import default_of
from tfguard.tracing.between.moments import moment_of
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.repeats import calls_again
from tfguard.tracing.between.signatures.news import FEW, New, news
from tfguard.tracing.between.sites import Site, arguments
from tfguard.tracing.events.calls import Variety
from tfguard.tracing.values import Array, Constant, Container, Function, Library, Tensor, Value, Variation
from tfguard.tracing.varied import varied

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
    for parameter, node in arguments(site):
        for new in news(program, site, node, moment.value(node)):
            if not new.why.placed and again is None:
                continue
            if new.kind == "str" and _chooses(program, site.function, parameter):
                continue
            yield Varying(site, parameter, node, replace(new, why=_told(new.why, again)))
            break


def _told(why: Variation, again: Variation | None) -> Variation:
    """Why a value varies, in words: where it does not say so itself, because the call is made again."""
    if why.text:
        return why
    if again is None:
        return replace(why, text="", where=None)
    return replace(why, text=again.text, where=again.where)


def _chooses(program: Program, function: Function, parameter: str) -> bool:
    """Whether a text says what to do: a key, something to compare with, or handed on to code that may."""
    frame = program.world.frame(function.scope, function.module)
    for node in ast.walk(function.scope.node):
        match node:
            case ast.Subscript(slice=ast.Name(id=name)) if name == parameter:
                return True
            case ast.Call(func=ast.Name(id="getattr"), args=[_, ast.Name(id=name)]) if name == parameter:
                return True
            case ast.Call(args=args) if _is_among(args, parameter):
                if not isinstance(program.world.walk.evaluate(node.func, frame), Library):
                    return True
            case ast.Compare() if _is_among([node.left, *node.comparators], parameter):
                return True
    return False


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
