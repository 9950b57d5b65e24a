r"""Jupyter notebooks, read as one script.

All code cells stand in the script in their order, each behind a marker line, so that the text alone says
in which cell a line is. What IPython would take for itself (magics, shell commands, help) is left out;
lines keep their number within the cell.
"""

from __future__ import annotations

import ast
import bisect
import io
import json
import re
import tokenize
import warnings
from collections.abc import Iterator

from tfguard.syntax.place import Cell
from tfguard.syntax.records import dataclass

SUFFIX = ".ipynb"
OLDEST_FORMAT = 4  # since IPython 3 (2015)

_MARKER = "# %% cell "  # as the percent format writes cells, with the number that Jupyter shows
_MARKED = re.compile(rf"{_MARKER}(\d+)$")
# Cell magics whose cell is Python all the same: https://ipython.readthedocs.io/en/stable/interactive/magics.html
_PYTHON_CELLS = frozenset(("capture", "time", "timeit", "prun", "python", "python3"))
# `%magic`, `!command`, `?help`, `help?`, `help??`
_TAKEN_BY_IPYTHON = re.compile(r"[ \t]*(?:[%!?]|[%\w.*]+\?{1,2}[ \t]*$)")
_ASSIGNED = re.compile(r"([ \t]*[\w., \t\[\]()*]+=[ \t]*)[%!](?!=)")


class NotebookError(Exception):
    """A notebook that cannot be read; the text says why, in one line."""


def is_notebook(path: str) -> bool:
    """Whether a path names a notebook."""
    return path.endswith(SUFFIX)


def script_of(data: bytes) -> str:
    r"""The script of a notebook.

    Args:
        data: the file's content.

    Returns:
        Its Python cells, with ``\n`` newlines; empty for a notebook in another language.

    Raises:
        NotebookError: no JSON, no notebook, or one of a format before 4.
    """
    notebook = _parsed(data)
    if _language(notebook) not in ("", "python"):
        return ""
    cells = [cell for cell in _cells(notebook) if cell.get("cell_type") == "code"]
    return "".join(
        f"{_MARKER}{number}\n{python_of(_source(cell)).rstrip()}\n"
        for number, cell in zip(_numbers(cells), cells, strict=True)
    )


def _parsed(data: bytes) -> dict[str, object]:
    try:
        notebook = json.loads(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise NotebookError(f"is no readable notebook: {error}") from None
    if not isinstance(notebook, dict) or not isinstance(notebook.get("nbformat"), int):
        raise NotebookError("is no notebook: it has no format number")
    if notebook["nbformat"] < OLDEST_FORMAT:
        raise NotebookError(
            f"is a notebook of format {notebook['nbformat']}, too old to be read: save it again with Jupyter"
        )
    return notebook


def _cells(notebook: dict[str, object]) -> list[dict[str, object]]:
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        raise NotebookError("is no notebook: it has no list of cells")
    return [cell for cell in cells if isinstance(cell, dict)]


def _language(notebook: dict[str, object]) -> str:
    metadata = notebook.get("metadata")
    for key, name in (("language_info", "name"), ("kernelspec", "language")):
        info = metadata.get(key) if isinstance(metadata, dict) else None
        language = info.get(name) if isinstance(info, dict) else None
        if isinstance(language, str) and language:
            return language.lower()
    return ""


def _source(cell: dict[str, object]) -> str:
    source = cell.get("source", "")
    parts = source if isinstance(source, list) else [source]
    return "".join(part for part in parts if isinstance(part, str)).replace("\r\n", "\n").replace("\r", "\n")


def _numbers(cells: list[dict[str, object]]) -> list[int]:
    """The numbers in the brackets beside the cells; where any is missing, those of a run from the top."""
    counts = [cell.get("execution_count") for cell in cells]
    shown = [count for count in counts if isinstance(count, int)]
    if len(shown) == len(cells) == len(set(shown)):
        return shown
    return list(range(1, len(cells) + 1))


# What is not Python


def python_of(cell: str) -> str:
    """A cell's Python: lines that IPython takes for itself become ``pass``, or a call of unknown result."""
    magic = re.match(r"%%(\w+)", cell)
    lines = cell.split("\n")
    if magic is not None:
        if magic.group(1) not in _PYTHON_CELLS:
            return "\n" * (len(lines) - 1)
        lines[0] = ""
    elif _parses(cell):
        return cell  # nothing here is for IPython: a line may still begin with a % that goes on from above
    return "\n".join(_without_magics(lines))


def _parses(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _without_magics(lines: list[str]) -> Iterator[str]:
    before = ""  # the statement at hand, so far
    skips = False
    for line in lines:
        if skips:  # `!command \` goes on
            skips = line.endswith("\\")
            yield ""
            continue
        taken = _replaced(line) if not before else None
        if taken is not None:
            skips = line.endswith("\\")
            yield taken
            continue
        before += line + "\n"
        if not _goes_on(before):
            before = ""
        yield line


def _replaced(line: str) -> str | None:
    """What stands for a line that IPython takes for itself; None for Python."""
    assigned = _ASSIGNED.match(line)
    if assigned is not None:
        return f"{assigned.group(1)}get_ipython()"
    if _TAKEN_BY_IPYTHON.match(line) is None:
        return None
    return line[: len(line) - len(line.lstrip())] + "pass"


def _goes_on(text: str) -> bool:
    """Whether a bracket, a string or a backslash lets a statement go on in the next line."""
    if text.endswith("\\\n"):
        return True
    try:
        for _ in tokenize.generate_tokens(io.StringIO(text.lstrip()).readline):
            pass
    except tokenize.TokenError as error:
        return "multi-line" in str(error)
    except SyntaxError:
        pass
    return False


# Lines of the file


def file_lines(text: str) -> list[int]:
    """Say which line of a notebook's file each line of its script comes from.

    Args:
        text: the file's content; its cells may be anything, as :func:`script_of` has read them.

    Returns:
        For each line of the script in its order, a line of the file, from 1: of a marker, that where the
        cell begins. Empty when the content is no notebook.
    """
    found: list[int] = []
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    try:
        for cell, at in _items(text, _member(text, _skipped(text, 0), "cells")):
            if isinstance(cell, dict) and cell.get("cell_type") == "code":
                places = [at, *_places_of_lines(text, _member(text, at, "source"))]
                shown = python_of(_source(cell)).rstrip().count("\n") + 1
                places += places[-1:] * shown
                found += [bisect.bisect_right(starts, place) for place in places[: shown + 1]]
    except (ValueError, IndexError, RecursionError):
        return []
    return found


_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[ \t\r\n]*")


def _skipped(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return at if match is None else match.end()


def _member(text: str, at: int, name: str) -> int:
    """Where a member of the object that begins at a place has its value.

    Raises:
        ValueError: there is no such object, or no such member.
    """
    at = _skipped(text, at + 1) if text[at] == "{" else len(text)
    value = None
    while text[at] == '"':
        key, at = _DECODER.raw_decode(text, at)
        at = _skipped(text, _skipped(text, at) + 1)  # the colon
        if key == name:
            value = at
        _, at = _DECODER.raw_decode(text, at)
        at = _skipped(text, at)
        if text[at] != ",":
            break
        at = _skipped(text, at + 1)
    if value is None:
        raise ValueError(name)
    return value


def _items(text: str, at: int) -> Iterator[tuple[object, int]]:
    """The items of the list that begins at a place, and where each begins."""
    if text[at] != "[":
        return
    at = _skipped(text, at + 1)
    while text[at] != "]":
        item, end = _DECODER.raw_decode(text, at)
        yield item, at
        at = _skipped(text, end)
        if text[at] == ",":
            at = _skipped(text, at + 1)


def _places_of_lines(text: str, at: int) -> list[int]:
    """Where the lines of a cell's source begin: it is a text, or a list of them, mostly a line each."""
    whole = [(_DECODER.raw_decode(text, at)[0], at)] if text[at] == '"' else _items(text, at)
    places: list[int] = []
    starts_line = True
    for item, place in whole:
        for line in re.findall(r"[^\n]*\n|[^\n]+", _source({"source": item})):
            if starts_line:
                places.append(place)
            starts_line = line.endswith("\n")
    return places


# Lines and cells


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the cells of a script begin.

    Attributes:
        starts: the marker lines, from 1, in order.
        numbers: the cells' numbers.
    """

    starts: tuple[int, ...]
    numbers: tuple[int, ...]

    def at(self, line: int) -> Cell | None:
        """The cell in which a line of the script is."""
        place = bisect.bisect_right(self.starts, line) - 1
        return Cell(self.numbers[place], self.starts[place]) if place >= 0 else None


def cells_of(text: str) -> Cells | None:
    """The cells of a notebook's script; None for any other text."""
    if not text.startswith(_MARKER):
        return None
    found = [
        (number, int(match.group(1)))
        for number, line in enumerate(text.split("\n"), 1)
        if (match := _MARKED.match(line)) is not None
    ]
    return Cells(tuple(start for start, _ in found), tuple(number for _, number in found))
