"""Traced functions that are made to be seen failing.

``tf.function(f.python_function, autograph=False)`` traces once more, in another way, what is traced already.
Where each of its calls stands in a ``try`` that waits for what tracing raises, nobody needs to be told that
it does.
"""

from __future__ import annotations

import ast

from tfguard.syntax.module import Module
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing.values import Library, Origin, Owner
from tfguard.tracing.world import World

_OF_TRACING = frozenset(
    (
        "builtins.Exception",
        "builtins.TypeError",
        "builtins.ValueError",
        "tensorflow.errors.OperatorNotAllowedInGraphError",
        "tensorflow.errors.InaccessibleTensorError",
        "tensorflow.errors.InvalidArgumentError",
    )
)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def is_trial(world: World, wrapping: ast.Call, scope: Scope, module: Module) -> bool:
    """Whether a call of a tracer makes such a function.

    Args:
        world: what is known of the program.
        wrapping: the call.
        scope: where it stands.
        module: in which file.
    """
    again = wrapping.args[0] if wrapping.args else None
    if not isinstance(again, ast.Attribute) or again.attr != "python_function":
        return False
    parent = module.parents.get(wrapping)
    if isinstance(parent, ast.Call) and parent.func is wrapping:
        return _is_awaited(world, parent, scope, module)
    name = _only_name(parent)
    home = scope.home_of(name) if name else None
    if home is None or [binding.kind for binding in home.bindings[name]] != [BindingKind.ASSIGN]:
        return False
    calls = [
        (call, used)
        for call, used in module.index.calls_by_name.get(name, ())
        if isinstance(call.func, ast.Name) and used.home_of(name) is home
    ]
    loads = sum(used.home_of(name) is home for _, used in module.index.name_loads.get(name, ()))
    return loads == len(calls) and all(_is_awaited(world, call, used, module) for call, used in calls)


def _only_name(statement: ast.AST | None) -> str:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name
        case _:
            return ""


def _is_awaited(world: World, call: ast.AST, scope: Scope, module: Module) -> bool:
    """Whether a ``try`` of the same function waits for an error of a call in its body."""
    inner, around = call, module.parents.get(call)
    while around is not None and not isinstance(around, _FUNCTIONS):
        if isinstance(around, ast.Try) and any(inner is statement for statement in around.body):
            return any(_waits(world, handler, scope, module) for handler in around.handlers)
        inner, around = around, module.parents.get(around)
    return False


def _waits(world: World, handler: ast.ExceptHandler, scope: Scope, module: Module) -> bool:
    if handler.type is None:
        return True
    frame = world.frame(scope, module)
    for part in handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]:
        with world.walk.outside(Origin(Owner.UNKNOWN)):
            value = world.walk.evaluate(part, frame)
        if isinstance(value, Library) and value.name in _OF_TRACING:
            return True
    return False
