"""Whether a call of a function comes to a place in it each time, as far as the text says."""

from __future__ import annotations

import ast

from tfguard.confirm.probes.probing import Tree
from tfguard.syntax.place import Place

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
_CHOICES = (
    ast.If, ast.While, ast.For, ast.AsyncFor, ast.IfExp, ast.BoolOp, ast.ExceptHandler, ast.Match,
    ast.comprehension,
)  # fmt: skip
_LEAVES = (ast.Return, ast.Break, ast.Continue)  # what raises is no call that went through


def is_conditional(tree: Tree, place: Place) -> bool:
    """Tell whether anything in the function decides if a call comes to a place.

    A condition on a tensor counts too: whether it is one is not to be seen in the text.
    """
    node = tree.at(place)
    if node is None:
        return True
    function = tree.function(node)
    current = node
    while current is not function and current in tree.parents:
        parent = tree.parents[current]
        if isinstance(parent, _CHOICES) and not _always(parent, current):
            return True
        current = parent
    return function is not None and _is_left_before(function, place.line)


def _always(choice: ast.AST, part: ast.AST) -> bool:
    """The condition itself is evaluated whatever it gives; so is what a loop goes over."""
    if isinstance(choice, (ast.If, ast.IfExp)):
        return part is choice.test
    if isinstance(choice, (ast.For, ast.AsyncFor, ast.comprehension)):
        return part is choice.iter
    if isinstance(choice, ast.BoolOp):
        return part is choice.values[0]
    return isinstance(choice, ast.While) and part is choice.test


def _is_left_before(function: ast.AST, line: int) -> bool:
    """Tell whether the function may be left, or a round of a loop in it, above a line."""
    waiting = [*getattr(function, "body", [])] if not isinstance(function, ast.Lambda) else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, _LEAVES) and node.lineno < line:
            return True
        if not isinstance(node, (*_FUNCTIONS, ast.ClassDef)):
            waiting += list(ast.iter_child_nodes(node))
    return False
