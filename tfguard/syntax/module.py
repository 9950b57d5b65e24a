"""One parsed file."""

from __future__ import annotations

import ast
from functools import cached_property

from tfguard.syntax.index import Index
from tfguard.syntax.notebook import Cells, cells_of
from tfguard.syntax.parents import Parents
from tfguard.syntax.place import Cell, Place, place_of
from tfguard.syntax.records import dataclass


@dataclass(frozen=True, eq=False, repr=False)
class Module:
    r"""A parsed and indexed source file.

    Attributes:
        path: as it was named.
        name: dotted name by which the project imports it.
        package: dotted name that relative imports start from; empty for a lone script.
        text: the source, with ``\\n`` newlines.
        tree: the syntax tree.
        index: scopes, bindings, calls and attribute accesses.
    """

    path: str
    name: str
    package: str
    text: str
    tree: ast.Module
    index: Index

    @cached_property
    def lines(self) -> list[str]:
        """The source's lines, without newlines, counted as the parser counts them."""
        return self.text.split("\n")

    @cached_property
    def parents(self) -> Parents:
        """The node around each node."""
        return Parents(self.tree)

    @cached_property
    def evaluated(self) -> frozenset[ast.AST]:
        """Every call and every decorator."""
        calls = [call for call, _ in self.index.calls]
        decorators = [
            decorator
            for scope in self.index.functions
            for decorator in getattr(scope.node, "decorator_list", ())
        ]
        return frozenset((*calls, *decorators))

    def place(self, node: ast.AST) -> Place:
        """The place of one of this module's nodes."""
        return place_of(node, self.path, self.lines, self.cell_at(getattr(node, "lineno", 1)))

    def cell_at(self, line: int) -> Cell | None:
        """The cell of a notebook in which a line is; None in any other file."""
        return self._cells.at(line) if self._cells is not None else None

    @cached_property
    def _cells(self) -> Cells | None:
        return cells_of(self.text)

    def text_of(self, node: ast.AST, limit: int = 60) -> str:
        """Source text of a node on one line, shortened to ``limit`` characters."""
        place = self.place(node)
        if place.line == place.end_line:
            text = self.lines[place.line - 1][place.column - 1 : place.end_column - 1]
        else:
            text = ast.unparse(node)
        text = " ".join(text.split())
        return text if len(text) <= limit else text[: limit - 3] + "..."
