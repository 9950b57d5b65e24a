"""Calls that give ``tf.function`` options that it would rather not have."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import parameter_node
from tfguard.syntax.scopes import Scope
from tfguard.tracing import decorators
from tfguard.tracing.values import Container, Function, Library, Origin, Owner, Value, members
from tfguard.tracing.world import World

# Those that tf.function's own documentation calls deprecated (TensorFlow 2.12 to 2.21), with the cure.
DEPRECATED = {
    "experimental_compile": "jit_compile",
    "experimental_relax_shapes": "reduce_retracing",
    "experimental_follow_type_hints": "",
}
_NOWHERE = Origin(Owner.UNKNOWN)
_DEEP = 3


def used_tracers(world: World, module: Module) -> Iterator[tuple[ast.Call, Scope]]:
    """The calls in a file that hand deprecated options to ``tf.function``, through wrappers too.

    Args:
        world: what is known of the program.
        module: the file.

    Yields:
        Each call, with its scope.
    """
    if not any(name in module.text for name in DEPRECATED):
        return
    look = _Look(world)
    for call, scope in module.index.calls:
        if any(keyword.arg in DEPRECATED or keyword.arg is None for keyword in call.keywords):
            given = look.given(call, scope, module)
            if given and look.traces(call, scope, module, given):
                yield call, scope


class _Look:
    def __init__(self, world: World) -> None:
        self._world = world

    def _value(self, node: ast.expr, scope: Scope, module: Module) -> Value:
        with self._world.walk.outside(_NOWHERE):
            return self._world.walk.evaluate(node, self._world.frame(scope, module))

    def given(self, call: ast.Call, scope: Scope, module: Module) -> set[str]:
        """The deprecated options that a call gives, one by one or in a dict."""
        found = {name for keyword in call.keywords if (name := keyword.arg) and name in DEPRECATED}
        for keyword in call.keywords:
            if keyword.arg is None:
                value = self._value(keyword.value, scope, module)
                keys = value.keys if isinstance(value, Container) else None
                found |= {key for key in keys or () if isinstance(key, str) and key in DEPRECATED}
        return found

    def traces(
        self, call: ast.Call, scope: Scope, module: Module, given: set[str], depth: int = _DEEP
    ) -> bool:
        """Whether the options of a call get to ``tf.function``."""
        callee = self._value(call.func, scope, module)
        for member in members(callee):
            if decorators.as_tracer(member) is not None:
                return True
            if isinstance(member, Library) and member.name == "functools.partial" and call.args:
                return decorators.as_tracer(self._value(call.args[0], scope, module)) is not None
            if isinstance(member, Function) and depth and self._passes_on(member, given, depth):
                return True
        return False

    def _passes_on(self, function: Function, given: set[str], depth: int) -> bool:
        """Whether a function hands its ``**kwargs`` to a tracer."""
        node = function.scope.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        rest = node.args.kwarg
        if rest is None or all(parameter_node(node, name) is not None for name in given):
            return False
        return any(
            function.scope.encloses(scope)
            and any(_is_name(keyword, rest.arg) for keyword in call.keywords)
            and self.traces(call, scope, function.module, given, depth - 1)
            for call, scope in function.module.index.calls
        )


def _is_name(keyword: ast.keyword, name: str) -> bool:
    return keyword.arg is None and isinstance(keyword.value, ast.Name) and keyword.value.id == name
