"""Code that runs only the first time: what it sets up is no change between calls."""

from __future__ import annotations

import ast

from tfguard.syntax.module import Module

_Function = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def is_lazy(node: ast.AST, module: Module) -> bool:
    """Whether a node stands under ``if self.x is None:``, or behind ``if self.built: return``.

    Args:
        node: a statement or expression of a function's body.
        module: where it stands.
    """
    child, parent = node, module.parents.get(node)
    while parent is not None and not isinstance(child, _Function):
        if isinstance(parent, ast.If) and child in parent.body and _is_not_there(parent.test):
            return True
        for block in (getattr(parent, "body", None), getattr(parent, "orelse", None)):
            if isinstance(block, list) and child in block and _has_left(block[: block.index(child)]):
                return True
        child, parent = parent, module.parents.get(parent)
    return False


def _has_left(before: list[ast.stmt]) -> bool:
    """An earlier ``if self.built: return`` (or raise) of the same block."""
    return any(
        isinstance(statement, ast.If)
        and not statement.orelse
        and isinstance(statement.body[-1], (ast.Return, ast.Raise))
        and _is_there(statement.test)
        for statement in before
    )


def _is_there(test: ast.expr) -> bool:
    """A flag of an object is set, or something of it is there."""
    match test:
        case ast.Attribute():
            return True
        case ast.Call(func=ast.Name(id="hasattr" | "getattr")):
            return True
        case ast.Compare(left=ast.Attribute(), ops=[ast.IsNot()], comparators=[ast.Constant(value=None)]):
            return True
        case ast.BoolOp(op=ast.And(), values=values):
            return all(map(_is_there, values))
        case _:
            return False


def _is_not_there(test: ast.expr) -> bool:
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return _is_there(operand)
        case ast.Compare(
            left=ast.Attribute() | ast.Name(), ops=[ast.Is()], comparators=[ast.Constant(value=None)]
        ):
            return True
        case ast.Compare(ops=[ast.NotIn()]):
            return True
        case ast.BoolOp(values=values):
            return any(map(_is_not_there, values))
        case _:
            return False
