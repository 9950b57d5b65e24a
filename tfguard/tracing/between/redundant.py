"""``tf.function`` where it changes nothing: on a function that is traced anyway.

A traced function that another one calls is traced with it. What its own ``tf.function`` adds is one trace for
several calls, so such calls are left alone. Only what a file shows to the end counts: functions in functions,
and those whose name begins with an underscore.
"""

from __future__ import annotations

import ast
import enum
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import Scope, ScopeKind
from tfguard.tracing import decorators
from tfguard.tracing.between.files import is_test_file
from tfguard.tracing.between.program import Program
from tfguard.tracing.roots.explicit import own_roots
from tfguard.tracing.roots.found import FoundRoot
from tfguard.tracing.traced import RootKind
from tfguard.tracing.values import Class, Library, Origin, Owner, Value

MAX_HOPS = 3  # helpers between a traced function and the one that it calls
_LOOPS = (
    ast.For, ast.AsyncFor, ast.While, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp,
)  # fmt: skip
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
# Base classes of libraries that call no method by an unknown name.
_OPEN = ("builtins.object", "abc.ABC", "typing.", "tensorflow.Module", "keras.")


class Why(enum.Enum):
    """Why ``tf.function`` changes nothing."""

    TWICE = "twice"  # it is there a second time
    INSIDE = "inside"  # only traced functions call what it decorates


@dataclass(frozen=True, slots=True, eq=False)
class Redundant:
    """A ``tf.function`` that changes nothing.

    Attributes:
        found: the traced function.
        decorator: the one that is too many.
        why: why it is.
        callers: qualified names of the functions that call it.
    """

    found: FoundRoot
    decorator: ast.expr
    why: Why
    callers: tuple[str, ...]


def redundant(program: Program, roots: list[FoundRoot]) -> Iterator[Redundant]:
    """The decorators of a file's traced functions that change nothing.

    Args:
        program: the files.
        roots: the roots of the file.
    """
    module = program.module
    if is_test_file(module.path):
        return  # tests nest traced functions on purpose
    seen: set[Scope] = set()
    for found in roots:
        scope = found.function.scope
        node = scope.node
        own = found.root.kind is RootKind.DECORATOR and not found.inherited and found.wrapper is None
        if not own or found.function.module is not module or scope in seen:
            continue
        seen.add(scope)
        if isinstance(node, ast.FunctionDef) and not scope.yields:
            yield from _judged(program, found, node)


def _judged(program: Program, found: FoundRoot, node: ast.FunctionDef) -> Iterator[Redundant]:
    scope = found.function.scope
    tracers = _tracers(program, scope, node)
    if tracers is None:
        return
    bare = [decorator for decorator, is_bare, _ in tracers if is_bare]
    if len(tracers) > 1:
        # The outer one, or an inner one under which AutoGraph converts what the outer one converts.
        if bare and (tracers[0][1] or all(converts for _, _, converts in tracers)):
            yield Redundant(found, bare[0], Why.TWICE, ())
    elif bare:
        callers = _only_traced(program, scope, MAX_HOPS)
        if callers:
            yield Redundant(found, bare[0], Why.INSIDE, callers)


def _tracers(
    program: Program, scope: Scope, node: ast.FunctionDef
) -> list[tuple[ast.expr, bool, bool]] | None:
    """What traces a function, outermost first: whether without options, and whether AutoGraph converts it.

    None where it has other decorators, but for those that bind a method.
    """
    found: list[tuple[ast.expr, bool, bool]] = []
    for decorator in node.decorator_list:
        value = _value(program, decorator, scope)
        tracer = decorators.as_tracer(value)
        if tracer is not None:
            found.append((decorator, _is_bare(program, decorator, scope), tracer.options.autograph is True))
        elif not isinstance(value, Library) or value.name not in decorators.BINDINGS:
            return None
    return found


def _is_bare(program: Program, decorator: ast.expr, scope: Scope) -> bool:
    """``tf.function`` or ``tf.function()``."""
    if isinstance(decorator, ast.Call):
        if decorator.args or decorator.keywords:
            return False
        decorator = decorator.func
    value = _value(program, decorator, scope)
    return isinstance(value, Library) and value.name == decorators.TF_FUNCTION


def _value(program: Program, node: ast.expr, scope: Scope) -> Value:
    world = program.world
    assert scope.parent is not None
    with world.walk.outside(Origin(Owner.UNKNOWN)):
        return world.walk.evaluate(node, world.frame(scope.parent, program.module))


def _only_traced(program: Program, scope: Scope, hops: int) -> tuple[str, ...]:
    """The functions that call one, where all that the file does with it are calls while others are traced.

    Each calls it once, and not in a loop; empty where that is not so.
    """
    calls = _calls(program, scope)
    callers = [call_scope.function for _, call_scope in calls]
    if len(set(callers)) != len(callers):
        return ()
    for (call, call_scope), caller in zip(calls, callers, strict=True):
        if caller is None or caller is scope or call_scope is not caller or _in_loop(call, program.module):
            return ()
        if not _is_traced(program, caller, hops):
            return ()
    return tuple(caller.qualname for caller in callers if caller is not None)


def _calls(program: Program, scope: Scope) -> list[tuple[ast.Call, Scope]]:
    """All calls of a function; none where something else is done with it, or where others may call it."""
    index, name, home = program.module.index, getattr(scope.node, "name", ""), scope.parent
    if home is None or len(home.bindings.get(name, ())) != 1 or (name[:2] == name[-2:] == "__"):
        return []
    private = name.startswith("_")
    named = [used for _, used in index.name_loads.get(name, ()) if used.home_of(name) is home]
    if home.kind is ScopeKind.CLASS:
        if not private or named or _may_be_called(program, scope, name):
            return []
        loads = [node for node, _ in index.attribute_loads.get(name, ())]
        calls = [each for each in index.calls_by_name.get(name, ()) if each[0].func in loads]
        return calls if len(calls) == len(loads) else []
    if not private and home.kind is not ScopeKind.FUNCTION:
        return []
    if home.kind is not ScopeKind.FUNCTION and index.attribute_loads.get(name):
        return []
    calls = [
        (call, used)
        for call, used in index.calls_by_name.get(name, ())
        if isinstance(call.func, ast.Name) and used.home_of(name) is home
    ]
    return calls if len(calls) == len(named) else []


def _may_be_called(program: Program, scope: Scope, name: str) -> bool:
    """Whether a base class may call a method, because it has one of this name or is not known."""
    owner = scope.owner_class
    if owner is None:
        return True
    cls = program.world.class_of(owner, program.module)
    for base in program.world.bases(cls):
        if isinstance(base, Library) and base.name.startswith(_OPEN):
            continue
        if not isinstance(base, Class) or (base is not cls and name in base.scope.bindings):
            return True
    return False


def _is_traced(program: Program, function: Scope, hops: int) -> bool:
    """Whether a function runs only while it is traced, as AutoGraph converts it."""
    if any(
        root.function.scope is function
        and root.root.kind is RootKind.DECORATOR
        and root.root.options.autograph is True
        and root.wrapper is None
        for root in own_roots(program.world, program.module)
    ):
        return True
    plain = isinstance(function.node, ast.FunctionDef) and not function.node.decorator_list
    return plain and not function.yields and hops > 0 and bool(_only_traced(program, function, hops - 1))


def _in_loop(node: ast.AST, module: Module) -> bool:
    current = module.parents.get(node)
    while current is not None and not isinstance(current, _FUNCTIONS):
        if isinstance(current, _LOOPS):
            return True
        current = module.parents.get(current)
    return False
