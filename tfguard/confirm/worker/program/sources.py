"""The flagged files: found by their path, compiled from their shadow text as if from the user's own.

The code has the user's file name and the user's lines and columns, so that tracebacks, debuggers and
``inspect`` show the user's source. What AutoGraph makes of it has the probes all the same: see
:mod:`autograph`.
"""

from __future__ import annotations

import os
from types import CodeType
from typing import Any, Callable

from .trouble import Trouble


class Source:
    """One flagged file.

    Attributes:
        number: how the plan names it.
        text: the shadow text.
        lines: for each of its lines the user's.
        inserted: for its lines, where in them how many bytes were put in.
    """

    def __init__(
        self, number: str, text: str, lines: list[int], inserted: dict[int, list[list[int]]]
    ) -> None:
        self.number = number
        self.text = text
        self.lines = lines
        self.inserted = inserted

    def tree(self, path: str) -> Any:
        """Parse the shadow text; every node lies where it lies in the user's file."""
        import ast  # noqa: PLC0415 - not before a flagged file is loaded

        tree = ast.parse(self.text, path)
        node: Any
        for node in ast.walk(tree):
            if hasattr(node, "lineno"):
                line, column = self.users(node.lineno, node.col_offset)
                if getattr(node, "end_lineno", None) is not None:
                    node.end_lineno, node.end_col_offset = self.users(node.end_lineno, node.end_col_offset)
                node.lineno, node.col_offset = line, column
        return tree

    def users(self, line: int, column: int) -> tuple[int, int]:
        """Take a place in the shadow text to the user's file."""
        pushed = sum(min(length, max(0, column - start)) for start, length in self.inserted.get(line, ()))
        return self.lines[line - 1], column - pushed

    def aligned(self) -> list[str]:
        """Give the shadow text without the lines that were put in: line by line it is the user's."""
        found: dict[int, str] = {}
        found.update(zip(self.lines, self.text.split("\n")))  # what was put in stands before the line
        return [found.get(line, "") + "\n" for line in range(1, max(found, default=0) + 1)]


class Sources:
    """All flagged files of a run.

    Args:
        plan: the plan file. ``.files`` beside it lists the files: number, blank, real path, a zero byte.
        trouble: where errors go.

    Attributes:
        wanted: called before a flagged file is compiled; tells whether the probes are there.
        leaving: called before another program takes this process's place.
        used: numbers of the files that were run from their shadow, with the names of their modules.
        changed: numbers of files that are not what tfguard has read.
    """

    def __init__(self, plan: str, trouble: Trouble) -> None:
        self._folder = os.path.dirname(plan)
        self._trouble = trouble
        self._numbers: dict[str, str] = {}
        self._names: set[str] = set()
        self._loaded: dict[str, Source] = {}
        self.wanted: Callable[[], bool] = _nothing
        self.leaving: Callable[[], Any] = _nothing
        self.used: dict[str, list[str]] = {}
        self.changed: set[str] = set()
        with open(plan + ".files", "rb") as file:
            listed = file.read()
        for entry in listed.split(b"\0"):
            number, _, path = entry.partition(b" ")
            if path:
                self._numbers[os.fsdecode(path)] = number.decode("ascii")
                self._names.add(os.path.basename(os.fsdecode(path)))

    def number(self, path: Any) -> str:
        """Give the number of a file, or an empty text."""
        if not isinstance(path, str) or os.path.basename(path) not in self._names:
            return ""
        return self._numbers.get(path) or self._numbers.get(os.path.realpath(path), "")

    def code(self, path: Any, module: str) -> CodeType | None:
        """Compile a flagged file with its probes; None for any other file, and whenever that fails."""
        tree = self.tree(path, module)
        if tree is None:
            return None
        code: CodeType | None = self._trouble.guarded(_compile, tree, path)
        return code

    def tree(self, path: Any, module: str) -> Any:
        """Parse a flagged file with its probes; None for any other file, and whenever that fails."""
        number = self.number(path)
        if not number:
            return None
        source = self._trouble.guarded(self._source, number, path)
        if source is None:
            return None
        tree = self._trouble.guarded(source.tree, path)
        if tree is not None and module not in self.used.setdefault(number, []):
            self.used[number].append(module)
        return tree

    def shadow(self, path: Any) -> Source | None:
        """Give the source of a file that was run from its shadow."""
        number = self.number(path)
        return self._loaded.get(number) if number in self.used else None

    def _source(self, number: str, path: str) -> Source | None:
        with open(path, "rb") as users, open(os.path.join(self._folder, number + ".original"), "rb") as seen:
            if users.read() != seen.read():
                self.changed.add(number)
                return None
        if not self.wanted():
            return None  # without its probes a shadow would raise
        if number not in self._loaded:
            self._loaded[number] = self._read(number)
        return self._loaded[number]

    def _read(self, number: str) -> Source:
        import json  # noqa: PLC0415 - loaded by what `wanted` has loaded

        with open(os.path.join(self._folder, number + ".shadow"), encoding="utf-8") as file:
            shadow = json.load(file)
        inserted = {int(line): places for line, places in shadow["inserted"].items()}
        return Source(number, shadow["text"], shadow["lines"], inserted)


def _compile(tree: Any, path: str) -> CodeType:
    code: CodeType = compile(tree, path, "exec", dont_inherit=True)
    return code


def _nothing() -> bool:
    """Stand for a hook that nobody has set."""
    return False
