"""What a traced function is given: by calls of it under any name, by its Python function, through helpers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import positional_names
from tfguard.syntax.scopes import Scope
from tfguard.tracing import elements
from tfguard.tracing.between.names import last_name
from tfguard.tracing.between.sites import Call, Site, arguments, called, callees, sites_of
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import (
    UNKNOWN,
    Container,
    Function,
    Origin,
    Owner,
    Partial,
    TracedCallable,
    Value,
    members,
)
from tfguard.tracing.world import World

MAX_SITES = 24
# `f.python_function(x)`, `f.get_concrete_function(x)`: of one object, by either way the same arguments.
_METHODS = ("python_function", "get_concrete_function")


def values_given(world: World, function: Scope, name: str, module: Module) -> list[Value]:
    """What the calls in a file pass for a parameter of a traced function.

    Args:
        world: what is known of the program.
        function: the function.
        name: the parameter.
        module: the file.
    """
    found = list(world.passed(function, name, module))
    if world.outside_calls.too_deep():
        return found
    world.walk.depth += 1
    try:
        for site in _sites(world, function, module)[:MAX_SITES]:
            found += _passed(world, site, name)
        found += _mapped(world, function, name, module)
    finally:
        world.walk.depth -= 1
    return found


def _sites(world: World, function: Scope, module: Module) -> list[Site]:
    own = getattr(function.node, "name", "")
    found: dict[ast.Call, Site] = {}
    for site in (*sites_of(world, module), *_by_method(world, module)):
        # What calls it by its own name is known already.
        if site.function.scope is function and (site.handed or last_name(site.node.func) != own):
            found.setdefault(site.node, site)
    return list(found.values())


def _by_method(world: World, module: Module) -> Iterator[Site]:
    for method in _METHODS:
        for node, scope in module.index.calls_by_name.get(method, ()):
            if isinstance(node.func, ast.Attribute):
                call = Call(node, scope, module)
                for value in callees(world, node.func.value, call):
                    yield from called(world, call, value)


def _passed(world: World, site: Site, name: str) -> Iterator[Value]:
    frame = world.frame(site.scope, site.module)
    with world.walk.outside(Origin(Owner.CLOSURE, name)):
        for parameter, expression in arguments(site):
            if parameter == name and not isinstance(expression, ast.Starred):
                yield world.walk.evaluate(expression, frame)
                return
        yield from _starred(world, site, name)
        if any(keyword.arg is None for keyword in site.node.keywords):
            yield from _named(world, site, name)


def _mapped(world: World, function: Scope, name: str, module: Module) -> Iterator[Value]:
    """``map(f, rows)``: what the rows give."""
    names = positional_names(function.node)
    place = names.index(name) + 1 if name in names and function.owner_class is None else 0
    for node, scope in module.index.calls_by_name.get("map", ()):
        if isinstance(node.func, ast.Name) and 0 < place < len(node.args):
            frame = world.frame(scope, module)
            with world.walk.outside(Origin(Owner.CLOSURE, name)):
                if any(_is_function(m, function) for m in members(world.walk.evaluate(node.args[0], frame))):
                    yield elements.element(world.walk.evaluate(node.args[place], frame))


def _starred(world: World, site: Site, name: str) -> Iterator[Value]:
    """``f(a, *rest)``: of a list of equal things, or of what a helper is given for its ``*rest``."""
    given = site.node.args[1:] if site.handed else site.node.args
    at = next((at for at, each in enumerate(given) if isinstance(each, ast.Starred)), None)
    names = positional_names(site.function.scope.node)[(site.function.bound is not None) + site.given :]
    if at is None or name not in names or names.index(name) < at:
        return
    rest, place = given[at], names.index(name) - at
    assert isinstance(rest, ast.Starred)
    helper = site.scope.function
    if helper is not None and isinstance(rest.value, ast.Name) and _is_rest(helper, rest.value.id):
        yield from _forwarded(world, site, helper, place)
        return
    held = world.walk.evaluate(rest.value, world.frame(site.scope, site.module))
    for member in members(held):
        if isinstance(member, Container) and member.type in ("list", "tuple"):
            if member.items is None:
                yield member.element
            elif place < len(member.items):
                yield elements.item(member, place)


def _named(world: World, site: Site, name: str) -> Iterator[Value]:
    """``check(step, x=x)``, where ``def check(function, **given): function(**given)``."""
    helper = site.scope.function
    node = helper.node if helper is not None else None
    if helper is None or not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return
    rest = node.args.kwarg.arg if node.args.kwarg is not None else ""
    if any(
        keyword.arg is None and isinstance(keyword.value, ast.Name) and keyword.value.id == rest
        for keyword in site.node.keywords
    ):
        for call, frame in _calls_of_helper(world, site, helper):
            for keyword in call.keywords:
                if keyword.arg == name:
                    yield world.walk.evaluate(keyword.value, frame)


def _is_rest(helper: Scope, name: str) -> bool:
    node = helper.node
    rest = node.args.vararg if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)) else None
    return rest is not None and rest.arg == name


def _forwarded(world: World, site: Site, helper: Scope, place: int) -> Iterator[Value]:
    """``check(step, x, y)``, where ``def check(function, *given): function(*given)``."""
    before = len(positional_names(helper.node)) - (helper.owner_class is not None)
    for node, frame in _calls_of_helper(world, site, helper):
        if any(isinstance(given, ast.Starred) for given in node.args[:before]):
            continue
        rest = node.args[before:]
        starred = next((n for n, given in enumerate(rest) if isinstance(given, ast.Starred)), len(rest))
        if place < min(starred, len(rest)):
            yield world.walk.evaluate(rest[place], frame)
        elif starred < len(rest):
            inner = rest[starred]
            assert isinstance(inner, ast.Starred)
            held = world.walk.evaluate(inner.value, frame)
            yield elements.item(held, place - starred) if isinstance(held, Container) else UNKNOWN


def _calls_of_helper(world: World, site: Site, helper: Scope) -> Iterator[tuple[ast.Call, Frame]]:
    """The calls that make a helper call the function of a site: it is given that, or was made around it."""
    callee = site.node.func
    if isinstance(callee, ast.Attribute) and callee.attr in _METHODS:
        callee = callee.value
    if not isinstance(callee, ast.Name):
        return
    index, function = site.module.index, site.function.scope
    own = positional_names(helper.node)
    if callee.id in own:
        at = own.index(callee.id) - (helper.owner_class is not None)
        for node, scope in index.calls_by_name.get(getattr(helper.node, "name", ""), ())[:MAX_SITES]:
            frame = world.frame(scope, site.module)
            given = node.args[at] if 0 <= at < len(node.args) else None
            if given is None or isinstance(given, ast.Starred):
                continue
            if any(_is_function(m, function) for m in members(world.walk.evaluate(given, frame))):
                yield node, frame
        return
    # A wrapper: what it calls was given to the function around it, and its own calls say with what.
    for node, scope in index.calls_by_name.get(getattr(function.node, "name", ""), ())[:MAX_SITES]:
        frame = world.frame(scope, site.module)
        if any(_is_function(m, helper) for m in members(world.walk.evaluate(node.func, frame))):
            yield node, frame


def _is_function(value: Value, scope: Scope) -> bool:
    while isinstance(value, (TracedCallable, Partial)):
        value = value.func
    return isinstance(value, Function) and value.scope is scope
