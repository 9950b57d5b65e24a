"""What the parameters of functions may be that are called outside any trace: what their calls pass."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import (
    arguments_for,
    default_of,
    first_parameter,
    parameter_node,
    positional_names,
)
from tfguard.syntax.scopes import FunctionNode, Scope
from tfguard.tracing import annotated, decorators
from tfguard.tracing.frames import Frame
from tfguard.tracing.values import (
    NONE,
    UNKNOWN,
    Class,
    Constant,
    Container,
    Function,
    Instance,
    Origin,
    Owner,
    Scalar,
    TracedCallable,
    Value,
    join,
    members,
)

if TYPE_CHECKING:
    from tfguard.tracing.world.world import World

MAX_CALL_SITES = 24
_CLASS_METHODS = frozenset(("__new__", "__init_subclass__", "__class_getitem__"))


def parameter(world: World, scope: Scope, name: str, frame: Frame) -> Value:
    """What a parameter of a function that is called outside any trace may be.

    Args:
        world: what is known of the program.
        scope: the function.
        name: the parameter.
        frame: a frame of the function.
    """
    module, node = frame.module, _node(scope)
    owner = scope.owner_class
    if owner is not None and name == first_parameter(scope):
        return receiver(world, scope, owner, module)
    origin = Origin(Owner.CLOSURE, name)
    argument = parameter_node(node, name)
    if argument is None:
        return UNKNOWN
    if node.args.vararg is argument:
        extra = passed(world, scope, name, module)
        return Container("tuple", origin, element=join(*extra))
    if node.args.kwarg is argument:
        return Container("dict", origin)
    if argument.annotation is not None:
        around = world.frame(scope.parent or scope, module)
        value = annotated.value(world.walk, argument.annotation, around, origin)
        if value != UNKNOWN:
            return _narrowed(world, value, scope, name, module)
    return _of_calls(world, scope, name, module)


def _node(scope: Scope) -> FunctionNode:
    node = scope.node
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    return node


def _of_calls(world: World, scope: Scope, name: str, module: Module) -> Value:
    """What the calls pass, or the default that they leave."""
    given = passed(world, scope, name, module)
    values = [value for value in given if value != UNKNOWN]
    default = _default(world, given, scope, name, module)
    if default is not None and scope.parent is not None:
        with world.walk.outside(Origin(Owner.CLOSURE, name)):
            values.append(world.walk.evaluate(default, world.frame(scope.parent, module)))
    return join(*values) if values and (given or values != [NONE]) else UNKNOWN


def _narrowed(world: World, annotation: Value, scope: Scope, name: str, module: Module) -> Value:
    """An annotation names a base class; the calls say which of its subclasses come, or which number."""
    if annotation == Scalar("int"):
        number = _number(world, scope, name, module)
        return number if number is not None else annotation
    if not any(isinstance(member, Instance) for member in members(annotation)):
        return annotation
    given = [m for value in passed(world, scope, name, module) for m in members(value)]
    known = [member for member in given if isinstance(member, Instance)]
    return join(*known) if known else annotation


def _number(world: World, scope: Scope, name: str, module: Module) -> Value | None:
    """The number that all calls pass, or the default: sizes of arrays are known by it."""
    values = passed(world, scope, name, module)
    default = _default(world, values, scope, name, module)
    if default is not None and scope.parent is not None:
        values.append(world.walk.evaluate(default, world.frame(scope.parent, module)))
    found = join(*values)
    return found if _is_integer(found) else None


def _default(world: World, given: list[Value], scope: Scope, name: str, module: Module) -> ast.expr | None:
    """The default of a parameter, unless one whole number is all that is ever passed, and always."""
    default = default_of(_node(scope), name)
    if default is None or not given or not _is_integer(join(*given)):
        return default
    skips = _skips_first(world, scope, module)
    calls = calls_of(world, scope, name, module)
    always = all(arguments_for(scope.node, call, name, skip_first=skips) for call, _ in calls)
    return None if always else default


def _is_integer(value: Value) -> bool:
    return isinstance(value, Constant) and type(value.value) is int


def receiver(world: World, scope: Scope, owner: Scope, module: Module) -> Value:
    """What a method's first parameter is.

    Args:
        world: what is known of the program.
        scope: the method.
        owner: the class whose body defines it.
        module: where.
    """
    kind = decorators.binding_kind(world.walk, scope, module)
    if kind == "static":
        return UNKNOWN
    cls = world.class_of(owner, module)
    if kind == "class" or getattr(scope.node, "name", "") in _CLASS_METHODS:
        return cls
    return world.instance(cls)


def passed(world: World, scope: Scope, name: str, module: Module) -> list[Value]:
    """What the calls in the same file pass for a parameter.

    Args:
        world: what is known of the program.
        scope: the function.
        name: the parameter.
        module: the file.
    """
    key = ("passed", scope, name)
    if world.cycles.meets(key) or world.outside_calls.too_deep():
        return []
    world.walk.depth += 1
    try:
        with world.cycles.computing(key):
            return list(_passed(world, scope, name, module))
    finally:
        world.walk.depth -= 1


def _passed(world: World, scope: Scope, name: str, module: Module) -> Iterator[Value]:
    skips = _skips_first(world, scope, module)
    for call, frame in calls_of(world, scope, name, module):
        with world.walk.outside(Origin(Owner.CLOSURE, name)):
            expressions = arguments_for(scope.node, call, name, skip_first=skips)
            if not expressions:
                yield from _unpacked(world, scope, name, call, frame, skips=skips)
            for expression in expressions:
                value = world.walk.evaluate(expression, frame)
                # A call of itself passes on what it got: nothing new, where nothing more is known.
                if value != UNKNOWN or not scope.encloses(frame.scope):
                    yield value


def decorated_by(world: World, scope: Scope, module: Module) -> Iterator[tuple[Value, Function]]:
    """What a decorator, or what a decorator factory gives, is put on; each with the decorator's value.

    Args:
        world: what is known of the program.
        scope: the decorator.
        module: the file.
    """
    around = scope.parent
    names = {getattr(scope.node, "name", ""), getattr(around.node, "name", "") if around is not None else ""}
    for decorator, function in [
        site for name in sorted(names) for site in module.index.decorated.get(name, ())
    ]:
        found = members(world.walk.evaluate(decorator, world.frame(function.parent or function, module)))
        for member in found:
            if isinstance(member, Function) and member.scope is scope:
                yield member, Function(function, module)


def _unpacked(
    world: World, scope: Scope, name: str, call: ast.Call, frame: Frame, *, skips: bool
) -> Iterator[Value]:
    """What ``f(a, *rest)`` passes for a parameter, where ``rest`` is a tuple or list of known items."""
    starred = next((at for at, given in enumerate(call.args) if isinstance(given, ast.Starred)), None)
    names = positional_names(scope.node)[skips:]
    if starred is None or name not in names or names.index(name) < starred:
        return
    rest = call.args[starred]
    assert isinstance(rest, ast.Starred)
    held = world.walk.evaluate(rest.value, frame)
    at = names.index(name) - starred
    if isinstance(held, Container) and held.items is not None and at < len(held.items):
        yield held.items[at]


def _skips_first(world: World, scope: Scope, module: Module) -> bool:
    """Whether the first parameter gets what the method is called on, and not an argument."""
    if scope.owner_class is None:
        return False
    return decorators.binding_kind(world.walk, scope, module) != "static"


def calls_of(world: World, scope: Scope, name: str, module: Module) -> Iterator[tuple[ast.Call, Frame]]:
    """The calls of a function, or of the class whose constructor it is, in the same file."""
    owner = scope.owner_class
    called = getattr(scope.node, "name", "")
    makes = called == "__init__" and owner is not None
    if makes and owner is not None:
        called = getattr(owner.node, "name", "")
    names = [called, *sorted(module.index.aliases.get(called, ()))]
    if makes and owner is not None:  # also by a subclass, and from its own constructor
        names += [*sorted(_names_of_classes(module, owner) - {called}), "__init__"]
    if called == "__call__" and owner is not None:
        names = sorted(_instance_names(module, owner))
    sites = [site for known in names for site in module.index.calls_by_name.get(known, ())]
    if called == "__call__" and owner is not None:
        sites += _called_at_once(module, owner)
    for call, where in sites[:MAX_CALL_SITES]:
        frame = world.frame(where, module)
        with world.walk.outside(Origin(Owner.CLOSURE, name)):
            found = _calls(world, call, frame, scope)
        if found:
            yield call, frame


def _called_at_once(module: Module, owner: Scope) -> Iterator[tuple[ast.Call, Scope]]:
    """Calls of what a constructor gives: ``Model(size)(x)``."""
    for call, where in module.index.calls_by_name.get(getattr(owner.node, "name", ""), ()):
        user = module.parents.get(call)
        if isinstance(user, ast.Call) and user.func is call:
            yield user, where


def _names_of_classes(module: Module, owner: Scope) -> set[str]:
    """The name of a class, and of those that name it as their base."""
    classes = {getattr(owner.node, "name", "")}
    for cls in module.index.classes:
        bases = getattr(cls.node, "bases", ())
        if any(isinstance(base, ast.Name) and base.id in classes for base in bases):
            classes.add(getattr(cls.node, "name", ""))
    return classes


def _instance_names(module: Module, owner: Scope) -> set[str]:
    """The names and attributes that get instances of a class, or of one that names it as its base."""
    found: set[str] = set()
    for name in _names_of_classes(module, owner):
        for call, _ in module.index.calls_by_name.get(name, ()):
            made = module.parents.get(call)
            if isinstance(made, ast.Tuple):  # `model, store = Model(), Store()`
                made = module.parents.get(made)
            targets = made.targets if isinstance(made, ast.Assign) else [getattr(made, "target", None)]
            for target in targets:
                for part in target.elts if isinstance(target, ast.Tuple) else [target]:
                    found.add(part.id if isinstance(part, ast.Name) else getattr(part, "attr", ""))
    return found - {""}


def _calls(world: World, call: ast.Call, frame: Frame, scope: Scope) -> bool:
    if scope.owner_class is not None and _is_hook(world, call, frame, scope.owner_class):
        return True
    for callee in members(world.walk.evaluate(call.func, frame)):
        if isinstance(callee, Instance):
            method = world.class_member(callee.cls, "__call__")
            callee = method[0] if method is not None else callee
        while isinstance(callee, TracedCallable):
            callee = callee.func
        if isinstance(callee, Function) and callee.scope is scope:
            return True
        if isinstance(callee, Class) and scope.owner_class is not None:
            maker = world.class_member(callee, "__init__")
            if callee.scope is scope.owner_class or (
                maker is not None and isinstance(maker[0], Function) and maker[0].scope is scope
            ):
                return True
    return False


def _is_hook(world: World, call: ast.Call, frame: Frame, owner: Scope) -> bool:
    """Whether a base class calls on itself what its subclasses define, or define anew."""
    if not isinstance(call.func, ast.Attribute):
        return False
    above = world.bases(world.class_of(owner, frame.module))
    bases = {base.scope for base in above if isinstance(base, Class)}
    return any(
        isinstance(held, Instance)
        and held.cls.scope is not owner
        and held.cls.scope in bases
        and (held is world.instance(held.cls) or world.class_member(held.cls, call.func.attr) is None)
        for held in members(world.walk.evaluate(call.func.value, frame))
    )
