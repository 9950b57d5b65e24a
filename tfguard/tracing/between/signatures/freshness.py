"""Whether an object that is passed is made anew for each call."""

from __future__ import annotations

import ast

from tfguard.syntax.scopes import BindingKind
from tfguard.tracing.between.loops import loop_nodes, loops_around
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.repeats import repeats
from tfguard.tracing.between.sites import Site


def is_fresh(program: Program, site: Site, node: ast.expr, made: ast.AST | None) -> bool:
    """Whether an object is made anew for each call.

    Args:
        program: the files.
        site: the call.
        node: the argument.
        made: what makes the object.
    """
    if made is None:
        return False
    if _holds(node, made):
        return True
    if isinstance(node, ast.Call):
        # `f(x, make_config())`: what the called function makes in its body.
        function = _function_around(program, made)
        return function is not None and not _is_memo(function)
    if not isinstance(node, ast.Name):
        return False
    return _is_given_anew(program, site, node.id, made) or _is_made_anew(program, site, made)


def _is_made_anew(program: Program, site: Site, made: ast.AST) -> bool:
    """Whether the object is made in a loop around the call, or in a function that runs again and again."""
    if loop_nodes(site.node, site.module) & loop_nodes(made, site.module):
        return True
    home = site.scope.function
    return home is not None and _holds(home.node, made) and repeats(program, home) is not None


def _is_given_anew(program: Program, site: Site, name: str, made: ast.AST) -> bool:
    """Whether a name is bound again before each call: by a call that makes the object, or by a loop."""
    home = site.scope.home_of(name)
    if home is None:
        return False
    loops = loop_nodes(site.node, site.module)
    repeated = site.scope.function is not None and repeats(program, site.scope.function) is not None
    for binding in home.bindings.get(name, ()):
        if binding.value is None or not (repeated or loops & loop_nodes(binding.node, site.module)):
            continue
        if binding.kind is BindingKind.ASSIGN and isinstance(binding.value, ast.Call):
            function = _function_around(program, made)
            if function is not None and not _is_memo(function) and function is not home.node:
                return True
        if binding.kind is BindingKind.ITERATE and _is_made_in_loop(program, made):
            return True
    return False


def _is_made_in_loop(program: Program, made: ast.AST) -> bool:
    """Whether the construction itself is repeated: in a loop or a comprehension."""
    module = program.module_of(made)
    return module is not None and bool(loops_around(made, module))


def _holds(node: ast.AST, part: ast.AST) -> bool:
    return any(inner is part for inner in ast.walk(node))


def _function_around(program: Program, made: ast.AST) -> ast.AST | None:
    module = program.module_of(made)
    parent = module.parents.get(made) if module is not None else None
    while module is not None and parent is not None:
        if isinstance(parent, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return parent
        parent = module.parents.get(parent)
    return None


def _is_memo(function: ast.AST) -> bool:
    return any("cache" in ast.unparse(decorator) for decorator in getattr(function, "decorator_list", ()))
