"""Roots: the functions of a module that TensorFlow itself runs to build a graph."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import Binding, BindingKind, Scope
from tfguard.tracing import attributes, decorators
from tfguard.tracing.frames import Frame
from tfguard.tracing.traced import Root, RootKind
from tfguard.tracing.values import (
    Class,
    Function,
    Instance,
    Origin,
    Owner,
    Partial,
    TracedCallable,
    Tracer,
    Union,
    Value,
    join,
    members,
)
from tfguard.tracing.world import World

SHORT_TEXT = 36  # characters


@dataclass(frozen=True, slots=True, eq=False)
class FoundRoot:
    """A root and the function value to walk.

    Attributes:
        root: what people are told.
        function: the function, bound where it is a method.
        inherited: True when it is walked for a subclass that inherits it.
        wrapper: what a decorator of the project under the tracer has made of the function.
        given: by parameter: what a partial gives it, which is no argument of the traced function.
    """

    root: Root
    function: Function
    inherited: bool = False
    wrapper: Function | None = None
    given: Mapping[str, Value] = field(default_factory=dict)


def find_roots(world: World, module: Module) -> list[FoundRoot]:
    """The roots of a module, in source order, each function once a bound object.

    Args:
        world: what is known of the program.
        module: the module whose decorators and calls are read.
    """
    found: dict[object, FoundRoot] = {}
    for root in own_roots(world, module):
        key = _key(root)
        found[key] = replace(found[key], given=_either(found[key], root)) if key in found else root
    for root in _inherited(world, module, list(found.values())):
        found.setdefault(_key(root), root)
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


def _key(root: FoundRoot) -> object:
    """What makes a root another one: the function, its object's class, and whether AutoGraph converts it."""
    return root.function.scope, _bound_class(root.function), root.root.options.autograph is False


def _bound_class(function: Function) -> object:
    bound = function.bound
    return bound.cls if isinstance(bound, Instance) else bound


def _decorated(world: World, module: Module) -> Iterator[FoundRoot]:
    names = world.tracer_names(module)
    for scope in module.index.functions:
        node = scope.node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or not node.decorator_list:
            continue
        if scope.parent is None or not any(_last_name(d) in names for d in _mentioned(node.decorator_list)):
            continue
        frame = world.frame(scope.parent, module)
        plain = Function(scope, module)
        made: Value = plain
        for decorator in reversed(node.decorator_list):
            result, wrapped = _applied(world, decorator, made, frame)
            for traced in wrapped:
                inner = _function_of(traced.func)
                if inner is None:
                    continue
                why = f"decorated with @{_called_text(decorator, module)}"
                root = _root(module, scope, RootKind.DECORATOR, why, decorator, traced.tracer)
                if inner.scope is scope:
                    yield FoundRoot(root, _bound(world, inner, scope, module))
                else:
                    # A decorator of the project stands between: its wrapper is what is traced.
                    yield FoundRoot(root, _bound(world, plain, scope, module), wrapper=inner)
                break
            made = result if _function_of(result) is not None else plain


def _called_text(node: ast.expr, module: Module) -> str:
    """A tracer as written; options that make it long are left to the root's record."""
    if not isinstance(node, ast.Call):
        return module.text_of(node)
    whole = module.text_of(node)
    return whole if len(whole) <= SHORT_TEXT else f"{module.text_of(node.func)}(...)"


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
    later: list[FoundRoot] = []  # what a function of the project wraps is told by its own call of a tracer
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
            walk.wrapped = []
            walk.evaluate(call, _at(world, call, scope, module) or frame)
        made, walk.wrapped = walk.wrapped, []
        for traced in made:
            for function in _functions_of(world, traced.func):
                why = f"wrapped by {_called_text(call, module)}"
                root = _root(function.module, function.scope, RootKind.CALL, why, call, traced.tracer, module)
                bound = _bound(world, function, function.scope, function.module)
                found = FoundRoot(root, bound, given=_given(traced.func, bound))
                if direct:
                    yield found
                else:
                    later.append(found)
    yield from later


def _given(value: Value, function: Function) -> dict[str, Value]:
    """What ``partial(f, x, rate=y)`` gives the parameters of ``f``."""
    args: tuple[Value, ...] = ()
    found: dict[str, Value] = {}
    while isinstance(value, (Partial, TracedCallable)):
        if isinstance(value, Partial):
            args = (*value.args, *args)
            found = {**dict(value.keywords), **found}
        value = value.func
    arguments = getattr(function.scope.node, "args", None)
    assert isinstance(arguments, ast.arguments)
    names = [argument.arg for argument in (*arguments.posonlyargs, *arguments.args)]
    return {**dict(zip(names[function.bound is not None :], args, strict=False)), **found}


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
            name = _last_name(part) if isinstance(part, (ast.Name, ast.Attribute)) else ""
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
    return _last_name(callee) in names


_FUNCTION_KEYWORDS = ("func", "fn", "f", "function")


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _functions_of(world: World, value: Value) -> Iterator[Function]:
    for member in members(value):
        function = _function_of(member)
        if isinstance(member, Instance):
            found = world.class_member(member.cls, "__call__")
            called = attributes.bind_member(found[0], found[1], member) if found is not None else None
            function = called if isinstance(called, Function) else None
        if function is not None:
            yield function


def _function_of(value: Value) -> Function | None:
    while True:
        match value:
            case TracedCallable(func=inner) | Partial(func=inner):
                value = inner
            case Union():
                value = value.members[0]
            case Function():
                return value
            case Instance():
                return None
            case _:
                return None


def _bound(world: World, function: Function, scope: Scope, module: Module) -> Function:
    """The function as TensorFlow gets it: a method with the instance it will be bound to."""
    if function.bound is not None or scope.owner_class is None:
        return function
    owner = world.class_of(scope.owner_class, module)
    receiver = world.receiver(scope, scope.owner_class, module)
    if isinstance(receiver, (Instance, Class)):
        return replace(function, bound=receiver, owner=owner)
    return function


def _root(
    module: Module,
    scope: Scope,
    kind: RootKind,
    why: str,
    wrapper: ast.AST,
    tracer: Tracer,
    where: Module | None = None,
) -> Root:
    line: int = getattr(scope.node, "lineno", 1)
    return Root(
        module.path,
        line,
        scope.qualname,
        kind,
        why,
        (where or module).place(wrapper),
        tracer.options,
        module.cell_at(line),
    )


def _inherited(world: World, module: Module, own: list[FoundRoot]) -> Iterator[FoundRoot]:
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
                if name in own_names and root.root.kind is RootKind.CALL:
                    # `tf.function(self._step)` in a base class traces what the subclass calls so.
                    yield from _overriding(world, root, cls, name)
                elif name not in own_names and own_names & _used_on_self(root.function):
                    instance = world.instance(cls)
                    bound = attributes.bind_member(replace(root.function, bound=None), base, instance)
                    if isinstance(bound, Function):
                        yield FoundRoot(root.root, bound, inherited=True)


def _overriding(world: World, root: FoundRoot, cls: Class, name: str) -> Iterator[FoundRoot]:
    found = world.class_member(cls, name)
    bound = attributes.bind_member(found[0], found[1], world.instance(cls)) if found is not None else None
    if isinstance(bound, Function):
        line: int = getattr(bound.scope.node, "lineno", 1)
        module = bound.module
        own = replace(root.root, path=module.path, line=line, qualname=bound.name, cell=module.cell_at(line))
        yield FoundRoot(own, bound, inherited=True)


def _used_on_self(function: Function) -> set[str]:
    """Names of the attributes that the methods of the root's class read on their instance."""
    owner = function.scope.owner_class
    return {
        name
        for name, loads in function.module.index.attribute_loads.items()
        for node, scope in loads
        if isinstance(node.value, ast.Name)
        and node.value.id == "self"
        and owner is not None
        and owner.encloses(scope)
    }
