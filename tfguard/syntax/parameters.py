"""Parameters of functions and the arguments that calls pass for them."""

from __future__ import annotations

import ast

from tfguard.syntax.scopes import FunctionNode, Scope


def first_parameter(scope: Scope) -> str | None:
    """The name of a function's first positional parameter."""
    node = scope.node
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return None
    positional = [*node.args.posonlyargs, *node.args.args]
    return positional[0].arg if positional else None


def parameter_node(node: FunctionNode, name: str) -> ast.arg | None:
    """The parameter of that name."""
    arguments = node.args
    every = (
        *arguments.posonlyargs,
        *arguments.args,
        *arguments.kwonlyargs,
        arguments.vararg,
        arguments.kwarg,
    )
    return next((argument for argument in every if argument is not None and argument.arg == name), None)


def default_of(node: FunctionNode, name: str) -> ast.expr | None:
    """The default expression of a parameter, if it has one."""
    arguments = node.args
    positional = [*arguments.posonlyargs, *arguments.args]
    offset = len(positional) - len(arguments.defaults)
    for position, argument in enumerate(positional):
        if argument.arg == name:
            return arguments.defaults[position - offset] if position >= offset else None
    for argument, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
        if argument.arg == name:
            return default
    return None


def positional_names(node: ast.AST) -> list[str]:
    """The parameters of a function that arguments go to by position."""
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    return [argument.arg for argument in (*node.args.posonlyargs, *node.args.args)]


def arguments_for(node: ast.AST, call: ast.Call, name: str, skip_first: bool) -> list[ast.expr]:
    """The expressions that a call passes for a parameter: one, or all that a starred one takes."""
    assert isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    for keyword in call.keywords:
        if keyword.arg == name:
            return [keyword.value]
    positional = positional_names(node)
    offset = 1 if skip_first else 0
    if node.args.vararg is not None and node.args.vararg.arg == name:
        return [a for a in call.args[len(positional) - offset :] if not isinstance(a, ast.Starred)]
    if name not in positional:
        return []
    position = positional.index(name) - offset
    before = call.args[: position + 1]
    if 0 <= position < len(call.args) and not any(isinstance(a, ast.Starred) for a in before):
        return [call.args[position]]
    return []
