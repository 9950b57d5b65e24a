"""Blocks of a module's top level: loops, branches, ``with`` or ``try`` without what only runs.

A block that binds a name may do much else: the loop that names a batch trains with it. Of such a block the
statements stay that bind what is needed and those that steer it, and the rest is left out.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

BLOCKS: tuple[type[ast.stmt], ...] = (
    ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Match,
    ast.Try, getattr(ast, "TryStar", ast.Try),
)  # fmt: skip
_STEERS = (ast.Pass, ast.Break, ast.Continue, ast.Raise)


def idle(block: ast.stmt, serves: Callable[[ast.stmt], bool]) -> Iterator[ast.stmt]:
    """List what can be left out of a block, outermost statements only.

    Args:
        block: one of `BLOCKS`; other statements have nothing that can be left out.
        serves: tells a statement that is not a block, or the head of one, that something is needed of.
    """
    for inner in _inside(block):
        if not isinstance(inner, BLOCKS):
            if not (isinstance(inner, _STEERS) or serves(inner)):
                yield inner
        elif any(map(serves, _below(inner))) or _steers(inner):
            yield from idle(inner, serves)
        else:
            yield inner


def _below(block: ast.stmt) -> Iterator[ast.stmt]:
    yield block
    for inner in _inside(block):
        yield from _below(inner)


def _steers(block: ast.stmt) -> bool:
    """Tell a block that ends or goes on with a loop around it."""
    if isinstance(block, (ast.For, ast.AsyncFor, ast.While)):
        return any(map(_steers, block.orelse))
    return isinstance(block, (ast.Break, ast.Continue)) or any(map(_steers, _inside(block)))


def _inside(block: ast.stmt) -> Iterator[ast.stmt]:
    """Statements directly in a block: in all of its arms."""
    if isinstance(block, BLOCKS):
        for child in ast.iter_child_nodes(block):
            if isinstance(child, ast.stmt):
                yield child
            elif isinstance(child, (ast.ExceptHandler, ast.match_case)):
                yield from child.body
