"""The code to run so that calls are made: what confirm mode drives."""

from __future__ import annotations

import ast
from collections.abc import Sequence

from tfguard.syntax.place import Place
from tfguard.syntax.scopes import Scope
from tfguard.tracing.between.program import Program
from tfguard.tracing.between.sites import Site
from tfguard.tracing.traced import Drive


def drive_of(program: Program, sites: Sequence[Site], where: Place | None) -> Drive | None:
    """The code to run so that the calls are made: the function in which the loop stands.

    Args:
        program: the files.
        sites: the calls.
        where: the loop or counter; the calls' own function where it is None.
    """
    calls = tuple(site.module.place(site.node) for site in sites)
    path, scope = sites[0].module.path, sites[0].scope.function
    if where is not None:
        for module in program.modules:
            if module.path == where.path:
                path, scope = module.path, function_at(module.index.functions, where.line)
    if scope is None:
        return Drive(path, 0, "", calls)
    return Drive(path, getattr(scope.node, "lineno", 0), scope.qualname, calls)


def function_at(functions: Sequence[Scope], line: int) -> Scope | None:
    """The innermost function (no lambda) around a line."""
    best: Scope | None = None
    for scope in functions:
        node = scope.node
        if isinstance(node, ast.Lambda):
            continue
        first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0) or 0
        if first <= line <= last and (best is None or first >= getattr(best.node, "lineno", 0)):
            best = scope
    return best
