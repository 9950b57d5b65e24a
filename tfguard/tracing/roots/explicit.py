"""Roots by ``tf.function``: functions that a decorator or a call of the program has traced."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.tracing import attributes, decorators
from tfguard.tracing.frames import Frame
from tfguard.tracing.roots.found import (
    FoundRoot,
    bound_to_self,
    call_at,
    called_text,
    function_of,
    functions_of,
    given_by,
    key_of,
    last_name,
    make_root,
    parameters_of,
    reads_on_self,
)
from tfguard.tracing.roots.trials import is_trial
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import (
    Class,
    Function,
    Origin,
    Owner,
    TracedCallable,
    Value,
    join,
    members,
)
from tfguard.tracing.world import World

SHORT_TEXT = 36  # characters


def find_roots(world: World, module: Module) -> list[FoundRoot]:
    """The roots of a module, in source order, each function once a bound object.

    Args:
        world: what is known of the program.
        module: the module whose decorators and calls are read.
    """
    found: dict[object, FoundRoot] = {}
    for root in own_roots(world, module):
        key = key_of(root)
        found[key] = replace(found[key], given=_either(found[key], root)) if key in found else root
    for root in inherited_roots(world, module, list(found.values())):
        found.setdefault(key_of(root), root)
    return sorted(
        found.values(), key=lambda item: (item.root.path != module.path, item.root.path, item.root.line)
    )


def _either(one: FoundRoot, other: FoundRoot) -> dict[str, Value]:
    """What two partials of one function both give: it is walked once for both."""
    return {name: join(value, other.given[name]) for name, value in one.given.items() if name in other.given}


def own_roots(world: World, module: Module) -> list[FoundRoot]:
    """The roots that a module's own text makes; asked for again by every module that derives from it."""
    known = world.roots.get(module)
    if known is None:
        known = world.roots[module] = [*_decorated(world, module), *_called(world, module)]
    return [root for root in known if isinstance(root, FoundRoot)]


def _decorated(world: World, module: Module) -> Iterator[FoundRoot]:
    names = world.tracer_names(module)
    for scope in module.index.functions:
        node = scope.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or not node.decorator_list:
            continue
        if scope.parent is None or not any(last_name(d) in names for d in _mentioned(node.decorator_list)):
            continue
        frame = world.frame(scope.parent, module)
        plain = Function(scope, module)
        made: Value = plain
        for decorator in reversed(node.decorator_list):
            result, wrapped = _applied(world, decorator, made, frame)
            for traced in wrapped:
                inner = function_of(traced.func)
                if inner is None:
                    continue
                why = f"decorated with @{called_text(decorator, module)}"
                root = make_root(module, scope, RootKind.DECORATOR, why, decorator, traced.tracer.options)
                signature = traced.tracer.signature
                if inner.scope is scope:
                    bound = bound_to_self(world, inner, scope, module)
                    yield FoundRoot(root, bound, signature=signature)
                else:
                    # A decorator of the project stands between: its wrapper is what is traced.
                    bound = bound_to_self(world, plain, scope, module)
                    yield FoundRoot(root, bound, wrapper=inner, signature=signature)
                break
            made = result if function_of(result) is not None else plain


def _mentioned(decorators_: list[ast.expr]) -> Iterator[ast.expr]:
    """The decorators and, for ``partial(tf.function, ...)``, what they are called with."""
    for decorator in decorators_:
        yield decorator
        if isinstance(decorator, ast.Call):
            yield from decorator.args


def _applied(
    world: World, decorator: ast.expr, function: Value, frame: Frame
) -> tuple[Value, list[TracedCallable]]:
    """What applying one decorator gives, and the traced functions that it makes on the way."""
    walk = world.walk
    walk.wrapped = []
    with walk.outside(Origin(Owner.UNKNOWN)):
        result = decorators.apply(walk, walk.evaluate(decorator, frame), function)
    made, walk.wrapped = walk.wrapped, []
    return result, made


def _called(world: World, module: Module) -> Iterator[FoundRoot]:
    names = world.tracer_names(module)
    # What a function of the project wraps is told by its own call of a tracer, unless it is handed there.
    later: list[FoundRoot] = []
    last: list[FoundRoot] = []
    for call, scope in reversed(module.index.calls):  # inner calls first: they say what they wrap
        if not _may_wrap(call, names):
            continue
        walk = world.walk
        frame = world.frame(scope, module)
        with walk.outside(Origin(Owner.UNKNOWN)):
            callee = walk.evaluate(call.func, frame)
            direct = any(decorators.as_tracer(m) for m in members(callee))
            if not direct and not any(_may_make(world, m) for m in members(callee)):
                continue
            if is_trial(world, call, scope, module):
                continue
            walk.wrapped = []
            walk.evaluate(call, _at(world, call, scope, module) or frame)
        made, walk.wrapped = walk.wrapped, []
        for traced in made:
            for function in functions_of(world, traced.func):
                why = f"wrapped by {called_text(call, module)}"
                root = make_root(
                    function.module, function.scope, RootKind.CALL, why, call, traced.tracer.options, module
                )
                bound = bound_to_self(world, function, function.scope, function.module)
                given, signature = given_by(traced.func, bound), traced.tracer.signature
                found = FoundRoot(root, bound, given=given, signature=signature)
                if direct and not _is_parameter(call, scope):
                    yield found
                elif direct:
                    last.append(found)
                else:
                    later.append(found)
    yield from later
    yield from last


def _is_parameter(call: ast.Call, scope: Scope) -> bool:
    """Whether a tracer is called with what the function around it is given: what calls that says more."""
    given = call.args[0] if call.args else None
    bindings = scope.bindings.get(given.id, ()) if isinstance(given, ast.Name) else ()
    return bool(bindings) and all(binding.kind is BindingKind.PARAMETER for binding in bindings)


def _may_make(world: World, callee: Value) -> bool:
    """Whether what a function returns can have been through a tracer, going by the names in it."""
    if not isinstance(callee, Function):
        return False
    scope, names = callee.scope, world.tracer_names(callee.module)
    pending: list[ast.expr] = [value.value for value in world.returns(scope) if value.value is not None]
    if isinstance(scope.node, ast.Lambda):
        pending.append(scope.node.body)
    seen: set[str] = set()
    while pending:
        for part in ast.walk(pending.pop()):
            name = last_name(part) if isinstance(part, (ast.Name, ast.Attribute)) else ""
            if name in names:
                return True
            if name and name not in seen:
                seen.add(name)
                for binding in scope.bindings.get(name, ()):
                    pending += [binding.value] if binding.value is not None else []
                    pending += getattr(binding.node, "decorator_list", [])
    return False


def _at(world: World, call: ast.Call, scope: Scope, module: Module) -> Frame | None:
    """A frame in which the wrapped name means what it means at the call, where it is bound several times.

    ``loop = make_loop(); if graph: loop = tf.function(loop)``: only what is bound before the call counts,
    and nothing on the other side of an ``if``.
    """
    first = call.args[0] if call.args else None
    if not isinstance(first, ast.Name):
        return None
    home = scope.home_of(first.id)
    bindings = home.bindings.get(first.id, []) if home is not None else []
    if home is None or len(bindings) < 2:
        return None
    here = _branches(home.node, call)
    before: list[Binding] = []
    for binding in bindings:
        there = _branches(home.node, binding.node)
        if any(here.get(branch, side) is not side for branch, side in there.items()):
            continue
        if getattr(binding.node, "lineno", 0) >= call.lineno and binding.kind is not BindingKind.PARAMETER:
            continue
        if there.items() <= here.items():
            before.clear()  # it always runs before the call: nothing earlier is left
        before.append(binding)
    if not before or len(before) == len(bindings):
        return None
    frame = world.frame(home, module)
    value = join(*(world.value_of(binding, first.id, frame) for binding in before))
    return Frame(home, module, {first.id: value}, parent=frame.parent)


def _branches(root: ast.AST, target: ast.AST) -> dict[ast.AST, bool]:
    """The ``if`` statements around a node, and on which side of each it stands."""
    found: dict[ast.AST, bool] = {}

    line: int = getattr(target, "lineno", 0)

    def descend(node: ast.AST) -> bool:
        if node is target:
            return True
        if not getattr(node, "lineno", 0) <= line <= getattr(node, "end_lineno", line):
            return False
        if isinstance(node, ast.If):
            for side, body in ((True, [node.test, *node.body]), (False, node.orelse)):
                if any(descend(child) for child in body):
                    found[node] = side
                    return True
            return False
        return any(descend(child) for child in ast.iter_child_nodes(node))

    descend(root)
    return found


def _may_wrap(call: ast.Call, names: frozenset[str]) -> bool:
    """Whether a call could hand a function to a tracer: cheap, before anything is evaluated."""
    if not call.args and not any(keyword.arg in _FUNCTION_KEYWORDS for keyword in call.keywords):
        return False
    callee = call.func
    while isinstance(callee, ast.Call):  # tf.function(jit_compile=True)(f)
        callee = callee.func
    return last_name(callee) in names


_FUNCTION_KEYWORDS = ("func", "fn", "f", "function")


_BY_CALL = (RootKind.CALL, RootKind.DATASET, RootKind.HANDED)


def inherited_roots(world: World, module: Module, own: list[FoundRoot]) -> Iterator[FoundRoot]:
    """Roots of base classes, walked again for each class here that changes what they run."""
    known: dict[Scope, list[FoundRoot]] = {}
    for root in own:
        if root.function.scope.owner_class is not None:
            known.setdefault(root.function.scope.owner_class, []).append(root)
    for scope in module.index.classes:
        cls = world.class_of(scope, module)
        own_names = set(scope.bindings)
        for base in world.bases(cls)[1:]:
            if not isinstance(base, Class) or base is cls:
                continue
            if base.module is not module and base.scope not in known:
                known[base.scope] = [
                    root
                    for root in own_roots(world, base.module)
                    if root.function.scope.owner_class is base.scope
                ]
            for root in known.get(base.scope, ()):
                name = getattr(root.function.scope.node, "name", "")
                if name in own_names and root.root.kind in _BY_CALL:
                    # `tf.function(self._step)` in a base class traces what the subclass calls so.
                    yield from _overriding(world, root, cls, name)
                elif name not in own_names and reads_on_self(root.function, own_names):
                    instance = world.instance(cls)
                    bound = attributes.bind_member(replace(root.function, bound=None), base, instance)
                    if isinstance(bound, Function):
                        yield replace(root, function=bound, inherited=True, wrapper=None)


def _overriding(world: World, root: FoundRoot, cls: Class, name: str) -> Iterator[FoundRoot]:
    found = world.class_member(cls, name)
    bound = attributes.bind_member(found[0], found[1], world.instance(cls)) if found is not None else None
    if isinstance(bound, Function):
        line: int = getattr(bound.scope.node, "lineno", 1)
        module = bound.module
        own = replace(root.root, path=module.path, line=line, qualname=bound.name, cell=module.cell_at(line))
        made = _is_still_made(world, root, cls)
        tensors = frozenset(parameters_of(bound)[: len(root.tensors)])
        yield replace(
            root, root=own, function=bound, inherited=True, overrides=made, given={}, tensors=tensors
        )


def _is_still_made(world: World, root: FoundRoot, cls: Class) -> bool:
    """Whether a subclass runs the method in which its base class wraps another one."""
    place = root.root.wrapped_at
    module = world.module(place.path)
    around = call_at(module, place) if module is not None else None
    maker = around[1].function if around is not None else None
    if maker is None or maker.owner_class is None:
        return False
    name = getattr(maker.node, "name", "")
    found = world.class_member(cls, name)
    running = found[0] if found is not None else None
    if not isinstance(running, Function):
        return False
    if running.scope is maker:
        return True
    calls = running.module.index.calls_by_name.get(name, ())
    return any(
        running.scope.encloses(scope) and isinstance(call.func, ast.Attribute) for call, scope in calls
    )
