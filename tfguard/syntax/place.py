"""A place in a source file, in the units every report uses."""

from __future__ import annotations

import ast
from dataclasses import replace

from tfguard.syntax.records import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Cell:
    """A cell of a notebook.

    Attributes:
        number: as Jupyter shows it.
        start: the line of the notebook's script (see :mod:`tfguard.syntax.notebook`) before its first.
    """

    number: int
    start: int


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A range of source text.

    Attributes:
        path: the file, as the user (or the project's search) named it, in the platform's form.
        line: first line, from 1; in a notebook counted over the whole script.
        column: first column, from 1, in characters (not bytes).
        end_line: last line, from 1.
        end_column: column after the last character, from 1, in characters.
        cell: in a notebook, the cell.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    cell: Cell | None = None

    @property
    def position(self) -> str:
        """For people: ``12:5``, in a notebook ``cell 3:2:5``."""
        return f"{position(self.line, self.cell)}:{self.column}"

    def until(self, last: Place) -> Place:
        """From the beginning of this place to the end of a later one."""
        return replace(self, end_line=last.end_line, end_column=last.end_column)

    @property
    def line_text(self) -> str:
        """For people, in a sentence: ``line 12``, in a notebook ``cell 3, line 2``."""
        if self.cell is None:
            return f"line {self.line}"
        return f"cell {self.cell.number}, line {self.line - self.cell.start}"


def position(line: int, cell: Cell | None) -> str:
    """For people: ``12``, in a notebook ``cell 3:2``."""
    return str(line) if cell is None else f"cell {cell.number}:{line - cell.start}"


def place_of(node: ast.AST, path: str, lines: list[str], cell: Cell | None = None) -> Place:
    """Give the place of a syntax node.

    Args:
        node: a node that carries a position (statements, expressions, arguments, handlers).
        path: the file it was parsed from.
        lines: the file's lines; ``ast`` counts columns in UTF-8 bytes, reports count characters.
        cell: in a notebook, the node's cell.
    """
    line: int = getattr(node, "lineno", 1)
    end_line: int = getattr(node, "end_lineno", None) or line
    return Place(
        path,
        line,
        _characters(lines, line, getattr(node, "col_offset", 0)) + 1,
        end_line,
        _characters(lines, end_line, getattr(node, "end_col_offset", None) or 0) + 1,
        cell,
    )


def _characters(lines: list[str], line: int, offset: int) -> int:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    if text.isascii():
        return offset
    return len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))
