"""A place in a source file, in the units every report uses."""

from __future__ import annotations

import ast
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A range of source text.

    Attributes:
        path: the file, as the user (or the project's search) named it, in the platform's form.
        line: first line, from 1.
        column: first column, from 1, in characters (not bytes).
        end_line: last line, from 1.
        end_column: column after the last character, from 1, in characters.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


def place_of(node: ast.AST, path: str, lines: list[str]) -> Place:
    """Give the place of a syntax node.

    Args:
        node: a node that carries a position (statements, expressions, arguments, handlers).
        path: the file it was parsed from.
        lines: the file's lines; ``ast`` counts columns in UTF-8 bytes, reports count characters.
    """
    line: int = getattr(node, "lineno", 1)
    end_line: int = getattr(node, "end_lineno", None) or line
    return Place(
        path,
        line,
        _characters(lines, line, getattr(node, "col_offset", 0)) + 1,
        end_line,
        _characters(lines, end_line, getattr(node, "end_col_offset", None) or 0) + 1,
    )


def _characters(lines: list[str], line: int, offset: int) -> int:
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    if text.isascii():
        return offset
    return len(text.encode("utf-8", "surrogatepass")[:offset].decode("utf-8", "ignore"))
