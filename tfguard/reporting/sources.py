"""The text of the files that a report speaks of, each read once."""

from __future__ import annotations

from collections.abc import Mapping

from tfguard.syntax.notebook import file_lines
from tfguard.syntax.place import Cell
from tfguard.syntax.source import SourceError, read_source


class Sources:
    """Texts of files by path; a file that is gone has none.

    Args:
        texts: what is in no file (standard input), by path.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._lines: dict[str, list[str]] = {}
        self._file_lines: dict[str, list[int]] = {}

    def text(self, path: str) -> str:
        """The text of a file, of a notebook its script; empty when it cannot be read."""
        if path not in self._texts:
            try:
                self._texts[path] = read_source(path)
            except SourceError:
                self._texts[path] = ""
        return self._texts[path]

    def line(self, path: str, number: int) -> str:
        """A line of a file, from 1; empty when there is none."""
        if path not in self._lines:
            self._lines[path] = self.text(path).split("\n")
        lines = self._lines[path]
        return lines[number - 1] if 0 < number <= len(lines) else ""

    def file_line(self, path: str, line: int, cell: Cell | None) -> int:
        """The line of the file itself: a notebook's is JSON, and its lines are not those of its script.

        Args:
            path: the file.
            line: as places count it.
            cell: in a notebook, the cell that holds the line.

        Returns:
            From 1. For a notebook that is in no file, or is gone, the line within the cell.
        """
        if cell is None:
            return line
        if path not in self._file_lines:
            self._file_lines[path] = _notebook_lines(path)
        lines = self._file_lines[path]
        return lines[line - 1] if line <= len(lines) else line - cell.start


def _notebook_lines(path: str) -> list[int]:
    try:
        with open(path, encoding="utf-8-sig", errors="replace", newline="\n") as file:
            return file_lines(file.read())
    except OSError:
        return []
