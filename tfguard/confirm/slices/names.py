"""Names of a module's statements: what they bind, what they read, and where they stand."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator

from tfguard.confirm.slices.trimming import BLOCKS
from tfguard.syntax import liveness

_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_ARMS = (ast.ExceptHandler, ast.match_case)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def bound_names(statement: ast.stmt) -> set[str]:
    """Names that a top-level statement binds in the module, at any depth."""
    return set() if isinstance(statement, ast.Delete) else set(liveness.bound_names(statement))


def bound_by_head(block: ast.stmt) -> set[str]:
    """Names that a block binds itself, not through the statements in it: a loop's, or those of ``with``."""
    if not isinstance(block, BLOCKS):
        return bound_names(block)
    heads = (child for child in ast.iter_child_nodes(block) if not isinstance(child, (ast.stmt, *_ARMS)))
    return {name for head in heads for name in liveness.bound_names(head)}


def names_read(code: ast.AST, without: Collection[ast.AST] = ()) -> set[str]:
    """Names that a piece of code reads or declares global; those that a function binds are its own.

    Args:
        code: the code.
        without: parts of it that are not looked at.
    """
    return set(_read([code], frozenset(without)))


def _read(code: list[ast.AST], without: frozenset[ast.AST]) -> Iterator[str]:
    queue = [node for node in code if node not in without]
    while queue:
        node = queue.pop()
        if isinstance(node, ast.Name):
            if not isinstance(node.ctx, ast.Store):
                yield node.id
        elif isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, _FUNCTIONS):
            yield from _free(node, without)
        elif isinstance(node, _COMPREHENSIONS):
            own = {name for part in node.generators for name in liveness.bound_names(part.target)}
            yield from (name for name in _read([*ast.iter_child_nodes(node)], without) if name not in own)
        else:
            queue += [child for child in ast.iter_child_nodes(node) if child not in without]


def _free(function: _Function, without: frozenset[ast.AST]) -> Iterator[str]:
    body: list[ast.AST] = [function.body] if isinstance(function, ast.Lambda) else [*function.body]
    inside = [node for part in body for node in ast.walk(part)]
    declared = {name for node in inside if isinstance(node, ast.Global) for name in node.names}
    own = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    own |= {name for part in body for name in liveness.bound_names(part)} - declared
    yield from (name for name in _read(body, without) if name not in own)
    yield from _read([child for child in ast.iter_child_nodes(function) if child not in body], without)


def called_name(call: ast.Call) -> str:
    """The last name of what is called; empty for what has none."""
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def span(statement: ast.stmt) -> tuple[int, int]:
    """First and last line of a statement, decorators included."""
    decorators = getattr(statement, "decorator_list", [])
    first = min([statement.lineno, *(node.lineno for node in decorators)])
    return first, statement.end_lineno or statement.lineno
