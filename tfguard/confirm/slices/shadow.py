"""Shadow files: a module's text with probes put in, and the way back to the user's lines.

Edits only insert, so everything keeps its line except where a line of its own is put in before a
compound statement; a map takes each shadow line to the user's.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tfguard.confirm.slices.keeping import Kept, lazy_imports
from tfguard.confirm.slices.names import bound_names, span


@dataclass(frozen=True, slots=True)
class Edit:
    """One insertion.

    Attributes:
        line: user's line, from 1.
        column: in characters, from 0; ignored for whole lines.
        text: what is inserted.
        closes: True for the end of a probe: ends come before starts at the same place.
        extent: length of what the probe encloses, as ``(lines, columns)``: an outer probe starts
            before an inner one and ends after it.
        whole_line: insert a line before this one.
    """

    line: int
    column: int
    text: str
    closes: bool = False
    extent: tuple[int, int] = (0, 0)
    whole_line: bool = False


@dataclass(frozen=True, slots=True)
class Shadow:
    """A shadow file.

    Attributes:
        text: its source.
        lines: user's line for each of its lines.
        inserted: for its lines, where in them something was put in: the first byte and how many.
    """

    text: str
    lines: tuple[int, ...]
    inserted: Mapping[int, tuple[tuple[int, int], ...]] = field(default_factory=dict)

    def user_line(self, line: int) -> int:
        """Take a shadow line (from 1) to the user's line."""
        return self.lines[line - 1] if 0 < line <= len(self.lines) else line


def render(text: str, tree: ast.Module, kept: Kept, edits: Sequence[Edit]) -> Shadow:
    r"""Write a shadow file.

    Args:
        text: the user's source, with ``\n`` newlines.
        tree: its syntax tree.
        kept: which top-level statements stay.
        edits: what is put in.
    """
    source = text.split("\n")
    extents = [_extent(source, statement) for statement in kept.left_out]
    idle = [extent for extent in extents if not _continued(source, extent)]
    for extent in idle:
        _pass_over(source, extent)
    edits = [edit for edit in edits if not any(_within(edit, extent) for extent in idle)]
    blank = _blank_lines(tree, kept)
    stubs = _stub_lines(tree, kept)
    by_line: dict[int, list[Edit]] = {}
    for edit in edits:
        by_line.setdefault(edit.line, []).append(edit)
    lines: list[str] = []
    origin: list[int] = []
    inserted: dict[int, tuple[tuple[int, int], ...]] = {}
    for number, line in enumerate(source, 1):
        if number in stubs or number in blank:
            shown = [stubs.get(number, "")]
        else:
            here = by_line.get(number, [])
            indent = line[: len(line) - len(line.lstrip())]
            shown = [indent + edit.text for edit in here if edit.whole_line]
            for place, text_put_in in enumerate(shown, len(lines) + 1):
                inserted[place] = ((0, _bytes(text_put_in)),)
            spliced, places = _spliced(line, [edit for edit in here if not edit.whole_line])
            shown.append(spliced)
            if places:
                inserted[len(lines) + len(shown)] = places
        lines += shown
        origin += [number] * len(shown)
    return Shadow("\n".join(lines), tuple(origin), inserted)


_Extent = tuple[tuple[int, int], tuple[int, int]]


def _extent(source: Sequence[str], statement: ast.stmt) -> _Extent:
    """First and last place of a statement, as lines from 1 and columns in characters from 0."""
    first, _ = span(statement)
    last = statement.end_lineno or first
    column = len(source[statement.lineno - 1].encode()[: statement.col_offset].decode())
    end = len(source[last - 1].encode()[: statement.end_col_offset].decode())
    return (first, column), (last, end)


def _pass_over(source: list[str], extent: _Extent) -> None:
    """Put ``pass`` in a statement's place, so that what stands around it keeps its columns."""
    (first, column), (last, end) = extent
    before, after = source[first - 1][:column], source[last - 1][end:]
    if first < last:
        source[first - 1 : last] = [before + "pass"] + [""] * (last - first)
        return
    placed = "pass" if end - column >= len("pass") else "0"  # the shortest statement is a name
    source[first - 1] = (before + placed.ljust(end - column) + after).rstrip()


def _continued(source: Sequence[str], extent: _Extent) -> bool:
    """Tell a statement of several lines with another one behind it: that would begin with its semicolon."""
    (first, _), (last, end) = extent
    return first < last and source[last - 1][end:].lstrip().startswith(";")


def _within(edit: Edit, extent: _Extent) -> bool:
    first, last = extent
    return first <= (edit.line, 0 if edit.whole_line else edit.column) <= last


def _spliced(line: str, edits: list[Edit]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Put texts into a line; tell where they are in it then."""

    def key(edit: Edit) -> tuple[int, int, tuple[int, int]]:
        lines, columns = edit.extent
        # Ends first, inner before outer; then starts, outer before inner.
        return (edit.column, 0, edit.extent) if edit.closes else (edit.column, 1, (-lines, -columns))

    found: list[tuple[int, int]] = []
    parts: list[str] = []
    done = 0
    ordered = edits[::-1]
    ordered.sort(key=key)
    for edit in ordered:
        parts.append(line[done : edit.column])
        found.append((_bytes("".join(parts)), _bytes(edit.text)))
        parts.append(edit.text)
        done = edit.column
    return "".join([*parts, line[done:]]), tuple(found)


def _bytes(text: str) -> int:
    """Count as the parser counts columns."""
    return len(text.encode("utf-8", "replace"))


def _blank_lines(tree: ast.Module, kept: Kept) -> set[int]:
    shown: set[int] = set()
    hidden: set[int] = set()
    for index, statement in enumerate(tree.body):
        first, last = span(statement)
        (shown if index in kept.statements else hidden).update(range(first, last + 1))
    return hidden - shown


def _stub_lines(tree: ast.Module, kept: Kept) -> dict[int, str]:
    """Replace each stubbed assignment, and each lazy block, by one line, the rest of it by nothing."""
    found: dict[int, str] = {}
    for index in kept.stubbed:
        first, last = span(tree.body[index])
        names = sorted(bound_names(tree.body[index]))
        indent = " " * tree.body[index].col_offset
        found[first] = indent + ("; ".join(f"{name} = _tfguard_stub({name!r})" for name in names) or "pass")
        found.update(dict.fromkeys(range(first + 1, last + 1), ""))
    for index, needed in kept.lazy.items():
        first, last = span(tree.body[index])
        found[first] = "; ".join(map(ast.unparse, lazy_imports(tree.body[index], needed))) or "pass"
        found.update(dict.fromkeys(range(first + 1, last + 1), ""))
    return found
