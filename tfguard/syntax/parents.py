"""The node around each node of a tree."""

from __future__ import annotations

import ast
from bisect import bisect_right
from collections.abc import Iterator, Mapping

from tfguard.syntax.children import children_of


class Parents(Mapping[ast.AST, ast.AST]):
    """The node around each node of a tree, found out for one definition or statement when it is asked for.

    Most questions are about a few functions of a file.

    Args:
        tree: the tree; its own root has no parent.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._found: dict[ast.AST, ast.AST] = {}
        hidden: list[ast.AST] = []
        self._open(tree, hidden)
        self._hidden = sorted(hidden, key=_first_line)
        self._starts = [_first_line(node) for node in self._hidden]

    def _open(self, node: ast.AST, hidden: list[ast.AST]) -> None:
        for child in children_of(node):
            self._found[child] = node
            if isinstance(child, ast.ClassDef):
                self._open(child, hidden)
            else:
                hidden.append(child)

    def __getitem__(self, node: ast.AST) -> ast.AST:
        found = self.get(node)
        if found is None:
            raise KeyError(node)
        return found

    def get(self, node: ast.AST, _default: None = None) -> ast.AST | None:  # type: ignore[override]
        """The node around a node; None for the root of the tree, and for nodes of other trees."""
        found = self._found.get(node)
        if found is None and self._starts and not isinstance(node, ast.mod):
            self._look_at(_first_line(node))
            found = self._found.get(node)
            if found is None and self._starts:  # Python before 3.12 misplaces what is in some f-strings
                self._look_everywhere()
                found = self._found.get(node)
        return found

    def __contains__(self, node: object) -> bool:
        return isinstance(node, ast.AST) and self.get(node) is not None

    def __iter__(self) -> Iterator[ast.AST]:
        self._look_everywhere()
        return iter(self._found)

    def __len__(self) -> int:
        self._look_everywhere()
        return len(self._found)

    def _look_at(self, line: int) -> None:
        """Look into what stands on a line."""
        last = bisect_right(self._starts, line)
        first = last
        while first and getattr(self._hidden[first - 1], "end_lineno", 0) >= line:
            first -= 1
        self._look_into(self._hidden[first:last])
        del self._hidden[first:last], self._starts[first:last]

    def _look_everywhere(self) -> None:
        self._look_into(self._hidden)
        self._hidden, self._starts = [], []

    def _look_into(self, nodes: list[ast.AST]) -> None:
        pending, found = list(nodes), self._found
        while pending:
            node = pending.pop()
            for child in children_of(node):
                found[child] = node
                pending.append(child)


def _first_line(node: ast.AST) -> int:
    """The line on which a node starts, with its decorators; that of its first part where it has none."""
    decorators: list[ast.expr] = getattr(node, "decorator_list", [])
    line: int | None = getattr(decorators[0] if decorators else node, "lineno", None)
    if line is None:
        return next(map(_first_line, children_of(node)), 0)
    return line
