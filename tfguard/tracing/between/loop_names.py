"""Functions made in a loop that read the loop's name, and are traced only after the loop.

Python looks a name up when the function runs: all of them see its last value, eagerly and in a graph.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tfguard.syntax.module import Module
from tfguard.syntax.records import dataclass
from tfguard.syntax.scopes import BindingKind, Scope
from tfguard.tracing.between.loops import Loop, loops_around
from tfguard.tracing.between.names import last_name
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site
from tfguard.tracing.interpreter import RootWalk
from tfguard.tracing.trace import Capture

_KEEPERS = frozenset(("append", "add", "insert", "setdefault", "appendleft", "register", "update", "extend"))


@dataclass(frozen=True, slots=True, eq=False)
class LateBound:
    """A name that a function reads too late.

    Attributes:
        capture: the read.
        name: the name.
        loop: the loop that binds it.
    """

    capture: Capture
    name: str
    loop: Loop


def late_bound(program: Program, walk: RootWalk, sites: list[Site]) -> Iterator[LateBound]:
    """The loop names that functions made in a loop read, where a trace runs them.

    Args:
        program: the files.
        walk: the trace.
        sites: the calls of its root.
    """
    told: set[str] = set()
    for capture in walk.captures:
        match capture.path:
            case ("name", Scope() as home, str() as name) if name not in told:
                loop = _loop_of(program, capture, home, name, sites)
                if loop is not None:
                    told.add(name)
                    yield LateBound(capture, name, loop)


def _loop_of(program: Program, capture: Capture, home: Scope, name: str, sites: list[Site]) -> Loop | None:
    """The loop that binds a name and makes the functions which read it."""
    module = capture.context.module
    for function in _functions_around(capture.node, module, home):
        for loop in loops_around(function, module):
            if _binds(loop, home, name, module) and _kept(loop, module, function):
                here = module.index.scopes[function]
                return None if _called_inside(loop, module, sites, here) else loop
    return None


def _functions_around(node: ast.AST, module: Module, home: Scope) -> Iterator[ast.AST]:
    """The functions around a read, innermost first, up to the one that owns the name."""
    parent = module.parents.get(node)
    while parent is not None and parent is not home.node:
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield parent
        parent = module.parents.get(parent)


def _binds(loop: Loop, home: Scope, name: str, module: Module) -> bool:
    """Whether a loop gives a name a new value each time."""
    for binding in home.bindings.get(name, ()):
        if binding.kind not in (BindingKind.ITERATE, BindingKind.ASSIGN, BindingKind.AUGMENT):
            continue
        node: ast.AST | None = binding.node
        while node is not None:
            if node is loop.node:
                return binding.kind is not BindingKind.ASSIGN or not isinstance(binding.value, ast.Constant)
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
                break
            node = module.parents.get(node)
    return False


def _called_inside(loop: Loop, module: Module, sites: list[Site], function: Scope) -> bool:
    """Whether the function is traced while the loop's name still has its own value."""
    for site in sites:
        if site.module is module and any(
            other.node is loop.node for other in loops_around(site.node, module)
        ):
            return True
    for call, _ in module.index.calls_by_name.get("get_concrete_function", ()):
        if any(other.node is loop.node for other in loops_around(call, module)):
            return True
    # A plain function that is called in the same round reads the right value there.
    for call, scope in module.index.calls_by_name.get(getattr(function.node, "name", ""), ()):
        inside = any(other.node is loop.node for other in loops_around(call, module))
        if inside and not function.encloses(scope):
            return True
    return False


def _kept(loop: Loop, module: Module, node: ast.AST) -> bool:
    """Whether the functions of all rounds are kept: in a container, by a key, as elements."""
    if isinstance(loop.node, ast.comprehension):
        return True
    names = {getattr(node, "name", "")} - {""}
    for part in ast.walk(loop.node):  # `def g(x, f=f)` keeps f in g
        if isinstance(part, (ast.FunctionDef, ast.Lambda)):
            defaults = [*part.args.defaults, *(d for d in part.args.kw_defaults if d is not None)]
            if any(_holds(default, node, names) for default in defaults):
                names.add(getattr(part, "name", ""))
    for part in ast.walk(loop.node):  # `f = tf.function(g)` makes f another name
        if isinstance(part, ast.Assign) and _holds(part.value, node, names):
            for target in part.targets:
                if isinstance(target, ast.Name):
                    names.add(target.id)
                elif isinstance(target, (ast.Subscript, ast.Attribute)):
                    return not isinstance(target, ast.Attribute)
    for part in ast.walk(loop.node):
        match part:
            case ast.Call(func=ast.Name(id="setattr"), args=[_, _, value]) if _holds(value, node, names):
                return True
            case ast.Call(func=ast.Attribute(attr=attr), args=args) if attr in _KEEPERS:
                if any(_holds(argument, node, names) for argument in args):
                    return True
            case ast.Assign(targets=[ast.Subscript()], value=value) if _holds(value, node, names):
                return True
            case ast.AugAssign(value=value) if _holds(value, node, names):
                return True
            case ast.Yield(value=ast.expr() as value) if _holds(value, node, names):
                return False  # whoever takes it can call it before the next round
    return False


def _holds(value: ast.expr, node: ast.AST, names: set[str]) -> bool:
    """Whether an expression is the function, alone, wrapped by a call, or in a display."""
    if value is node:
        return True
    match value:
        case ast.Name(id=name):
            return name in names
        case ast.Call(func=func, args=args):
            wrapped = [*args, *(keyword.value for keyword in value.keywords)]
            return last_name(func) not in names and any(_holds(argument, node, names) for argument in wrapped)
        case ast.Tuple(elts=elts) | ast.List(elts=elts):
            return any(_holds(element, node, names) for element in elts)
        case ast.Dict(values=values):
            return any(_holds(item, node, names) for item in values)
        case _:
            return False
