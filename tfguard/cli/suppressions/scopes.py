"""Which lines a comment counts for, as Pylint decides it.

Pylint gives a comment to the innermost syntax node that spans several lines and holds it (or to the
one-line node on its line), and asks that node where the block that the line opens ends. Measured against
Pylint 4.1 by ``tests/cli/test_suppressions_like_pylint.py``; the shapes of its tree that matter here:
docstrings are no statements, decorators and arguments are nodes of their own, ``except``/``else`` bodies
belong to their statement, and ``case`` bodies and ``import`` names are not looked into.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_Function = (ast.FunctionDef, ast.AsyncFunctionDef)
_Scope = (ast.Module, ast.ClassDef, *_Function)
_Elsed = (ast.If, ast.For, ast.AsyncFor, ast.While)
_TRY = (ast.Try, getattr(ast, "TryStar", ast.Try))
_Leaf = (ast.Import, ast.ImportFrom)


@dataclass(frozen=True, slots=True)
class Block:
    """A node that a comment can belong to.

    Attributes:
        first, last: its lines, as Pylint counts them (a module starts at line 0).
        node: the syntax node; None for those that only Pylint has (decorators, arguments...).
    """

    first: int
    last: int
    node: ast.AST | None = None

    @property
    def is_module(self) -> bool:
        """True for the whole file."""
        return isinstance(self.node, ast.Module)

    @property
    def first_statement(self) -> int:
        """Line of a scope's first statement behind its docstring; the last line for other nodes."""
        if isinstance(self.node, _Scope):
            body = _without_docstring(self.node)
            if body:
                return _first(body[0])
        return self.last

    def range_from(self, line: int) -> tuple[int, int]:
        """Give the lines that a comment at ``line`` counts for (a range that may be empty)."""
        node = self.node
        if isinstance(node, _Scope):
            return self.first, self.last
        if isinstance(node, _TRY):
            return line, _end_in_try(node, line)
        if isinstance(node, _Elsed):
            return line, _end_in_elsed(node, line)
        return line, self.last


def blocks_of(tree: ast.Module) -> list[Block]:
    """List all blocks, inner before outer: the first that holds a line is the one it belongs to."""
    found: list[Block] = []
    stack: list[tuple[Block, Iterator[Block]]] = []
    block = Block(0, _last(tree), tree)
    stack.append((block, _children(block)))
    while stack:  # no recursion: a sum of some thousand terms is that deep
        block, children = stack[-1]
        child = next(children, None)
        if child is None:
            stack.pop()
            found.append(block)
        else:
            stack.append((child, _children(child)))
    return found


def _children(block: Block) -> Iterator[Block]:
    node = block.node
    if node is None:
        return
    if isinstance(node, _Leaf) or _lineno(node) == getattr(node, "end_lineno", None):
        return  # what stands on one line is not looked into
    yield from _blocks(_child_nodes(node))


def _blocks(nodes: Iterator[ast.AST | Block]) -> Iterator[Block]:
    for node in nodes:
        if isinstance(node, Block):
            yield node
        elif hasattr(node, "lineno"):
            yield Block(_first(node), _last(node), node)


def _child_nodes(node: ast.AST) -> Iterator[ast.AST | Block]:
    match node:
        case ast.Module():
            yield from _without_docstring(node)
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _decorators(node)
            yield from _arguments(node.args, node, _first(node))
            if node.returns is not None:
                yield node.returns
            yield from getattr(node, "type_params", ())
            yield from _without_docstring(node)
        case ast.ClassDef():
            yield from _decorators(node)
            yield from node.bases
            yield from (keyword for keyword in node.keywords if keyword.arg != "metaclass")
            yield from (*getattr(node, "type_params", ()), *_without_docstring(node))
        case ast.Lambda():
            yield from _arguments(node.args, node, node.lineno)
            yield node.body
        case ast.Dict():
            yield from _dict_items(node)
        case ast.With() | ast.AsyncWith():
            for item in node.items:
                yield item.context_expr
                if item.optional_vars is not None:
                    yield item.optional_vars
            yield from node.body
        case ast.ExceptHandler(name=str()):
            # Pylint gives the name behind ``as`` all lines of its handler, and comes to it before the body.
            if node.type is not None:
                yield node.type
            yield Block(_first(node), _last(node))
            yield from node.body
        case ast.Match():
            yield node.subject
            for case in node.cases:
                yield Block(_first(case.pattern), _last(case.body[-1]))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.DictComp():
            for part in ast.iter_child_nodes(node):
                yield _generator(part) if isinstance(part, ast.comprehension) else part
        case _:
            yield from ast.iter_child_nodes(node)


def _decorators(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> Iterator[ast.AST | Block]:
    if not node.decorator_list:
        return
    first, last = node.decorator_list[0].lineno, _last(node.decorator_list[-1])
    if first != last:
        yield from node.decorator_list
    yield Block(first, last)


def _arguments(arguments: ast.arguments, owner: ast.AST, first: int) -> Iterator[ast.AST | Block]:
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    rest = [argument for argument in (arguments.vararg, arguments.kwarg) if argument is not None]
    if not named and not rest:
        line = max(_opening_line(owner), first)
        yield Block(line, line)
        return
    start, end = min(a.lineno for a in (*named, *rest)), max(map(_last, (*named, *rest)))
    if start != end:
        yield from _argument_parts(arguments)
    yield Block(max(start, first), end)


def _argument_parts(arguments: ast.arguments) -> Iterator[ast.AST | Block]:
    def names(them: list[ast.arg]) -> Iterator[Block]:
        return (Block(argument.lineno, _last(argument)) for argument in them)

    def annotations(them: list[ast.arg]) -> Iterator[ast.AST]:
        return (argument.annotation for argument in them if argument.annotation is not None)

    yield from names(arguments.posonlyargs)
    yield from annotations(arguments.posonlyargs)
    yield from names(arguments.args)
    yield from arguments.defaults
    yield from names(arguments.kwonlyargs)
    yield from (value for value in arguments.kw_defaults if value is not None)
    yield from annotations(arguments.args)
    yield from annotations([a for a in (arguments.vararg, arguments.kwarg) if a is not None])
    yield from annotations(arguments.kwonlyargs)


def _opening_line(owner: ast.AST) -> int:
    decorators: list[ast.expr] = getattr(owner, "decorator_list", [])
    return decorators[0].lineno if decorators else _lineno(owner)


def _dict_items(node: ast.Dict) -> Iterator[ast.AST | Block]:
    for key, value in zip(node.keys, node.values, strict=True):
        yield key if key is not None else Block(_first(value), _last(value))
        yield value


def _generator(part: ast.comprehension) -> Block:
    return Block(_first(part.target), _last(part.ifs[-1] if part.ifs else part.iter))


def _without_docstring(
    node: ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef,
) -> list[ast.stmt]:
    body = node.body
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *rest]:
            return rest
    return body


def _lineno(node: ast.AST) -> int:
    line: int = getattr(node, "lineno", 0)
    return line


def _first(node: ast.AST) -> int:
    """First line; for a function the line behind its decorators, as if nothing stood between them."""
    if isinstance(node, _Function) and node.decorator_list:
        lines = sum(_last(decorator) - decorator.lineno + 1 for decorator in node.decorator_list)
        return node.decorator_list[0].lineno + lines
    return _lineno(node)


def _last(node: ast.AST) -> int:
    if isinstance(node, ast.Module):
        return _last(node.body[-1]) if node.body else 0
    return getattr(node, "end_lineno", None) or _lineno(node)


def _end_in_elsed(node: ast.AST, line: int) -> int:
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    if line < _first(node):
        return _last(node)
    if line == _first(body[0]):
        return line
    if line <= _last(body[-1]):
        return _last(body[-1])
    return _end_behind_body(node, line, _first(body[0]) - 1)


def _end_behind_body(node: ast.AST, line: int, otherwise: int) -> int:
    body: list[ast.stmt] = node.body  # type: ignore[attr-defined]
    orelse: list[ast.stmt] = node.orelse  # type: ignore[attr-defined]
    if line == _last(node):
        return line
    if not orelse:
        return otherwise
    if line <= _last(body[-1]):
        return _last(body[-1])
    if isinstance(orelse[0], (*_Elsed, *_TRY)):
        return _end_behind_body(orelse[0], line, _last(orelse[0]))
    return _last(orelse[-1])


def _end_in_try(node: ast.AST, line: int) -> int:
    handlers: list[ast.ExceptHandler] = node.handlers  # type: ignore[attr-defined]
    finalbody: list[ast.stmt] = node.finalbody  # type: ignore[attr-defined]
    for handler in handlers:
        if handler.type is not None and line == _first(handler.type):
            return _last(handler)
        if _first(handler.body[0]) <= line <= _last(handler.body[-1]):
            return _last(handler.body[-1])
    if finalbody:
        if line == _first(finalbody[0]) - 1:
            return _last(finalbody[0])
        if _first(finalbody[0]) <= line <= _last(finalbody[-1]):
            return _last(finalbody[-1])
    return _end_in_elsed(node, line)
