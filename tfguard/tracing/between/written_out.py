"""Loops over a few things that are written out: in the loop, before it, or by who calls the function."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.parameters import arguments_for, default_of
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing.between.loops import FEW, Loop, long_loops
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Spot
from tfguard.tracing.values import Container

_THREE = 3  # things that differ are each written down because each has to be tried
_IN_ORDER = frozenset(("enumerate", "zip", "sorted", "reversed", "list", "tuple", "iter"))
_GROWERS = ("append", "extend", "insert", "add", "update", "setdefault")
_DICT_VIEWS = frozenset(("items", "keys", "values"))
_DEEP = 3


def loops_over_many(program: Program, node: ast.AST, module: Module) -> list[Loop]:
    """The loops around a node but those over two or three things that are written out, innermost first.

    ``for model in (small, large, huge):`` tries each of a few things, and each has to be made.
    """
    return [loop for loop in long_loops(node, module) if not _is_written_out(program, loop, _THREE)]


def loops_over_more_than_two(program: Program, node: ast.AST, module: Module) -> list[Loop]:
    """The loops around a node of more than two rounds, as far as what they go over is written out."""
    return [loop for loop in long_loops(node, module) if not _is_written_out(program, loop, FEW - 1)]


def _is_written_out(program: Program, loop: Loop, most: int) -> bool:
    return _Look(program, most).is_few(loop.head, loop.scope, loop.module, _DEEP)


@dataclass(frozen=True, slots=True)
class _Look:
    program: Program
    most: int

    def is_few(self, over: ast.expr, scope: Scope, module: Module, depth: int) -> bool:
        match over:
            case ast.Tuple(elts=elts) | ast.List(elts=elts) | ast.Set(elts=elts):
                return 0 < len(elts) <= self.most and not any(isinstance(one, ast.Starred) for one in elts)
            case ast.Dict(keys=keys):
                return 0 < len(keys) <= self.most and None not in keys
            case ast.Call(func=ast.Attribute(value=held, attr=view), args=[]) if view in _DICT_VIEWS:
                return self.is_few(held, scope, module, depth)
            case ast.Call(func=ast.Name(id=name), args=[*parts]) if name in _IN_ORDER:
                return any(self.is_few(part, scope, module, depth) for part in parts)
            case ast.Name(id=name) if depth:
                given = list(self._given(name, scope, module))
                return bool(given) and all(self.is_few(*each, depth - 1) for each in given)
            case ast.Attribute():
                value = self.program.evaluate(over, Spot(over, scope, module))
                if not isinstance(value, Container) or value.type != "tuple":
                    return False
                return 0 < len(value.items or ()) <= self.most
            case _:
                return False

    def _given(self, name: str, scope: Scope, module: Module) -> Iterator[tuple[ast.expr, Scope, Module]]:
        """What a name is bound to, by one assignment or by all calls; nothing where that is not all."""
        home = scope.home_of(name)
        bindings = home.bindings.get(name, []) if home is not None else []
        if home is None or len(bindings) != 1 or _grows(name, module):
            return
        if bindings[0].kind is BindingKind.PARAMETER:
            yield from self._passed(name, home, module)
        elif bindings[0].kind is BindingKind.ASSIGN and not bindings[0].unpack:
            value = bindings[0].value
            yield from () if value is None else ((value, home, module),)

    def _passed(self, name: str, function: Scope, module: Module) -> Iterator[tuple[ast.expr, Scope, Module]]:
        node = function.node
        assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
        default = default_of(node, name)
        for call in self.program.callers(function):
            passed = arguments_for(node, call.node, name, function.owner_class is not None)
            if len(passed) == 1:
                yield passed[0], call.scope, call.module
            else:
                yield default or call.node, function, module


def _grows(name: str, module: Module) -> bool:
    """Whether something is added to what has a name."""
    return any(
        isinstance(call.func, ast.Attribute) and getattr(call.func.value, "id", "") == name
        for method in _GROWERS
        for call, _ in module.index.calls_by_name.get(method, ())
    )
