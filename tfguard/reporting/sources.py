"""The text of the files that a report speaks of, each read once."""

from __future__ import annotations

from collections.abc import Mapping

from tfguard.syntax.source import SourceError, read_source


class Sources:
    """Texts of files by path; a file that is gone has none.

    Args:
        texts: what is in no file (standard input), by path.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = dict(texts)
        self._lines: dict[str, list[str]] = {}

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
