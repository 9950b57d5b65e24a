"""The picture that says what runs when: lines of code from top to bottom, calls from left to right."""

from __future__ import annotations

from dataclasses import dataclass

from sitepages.pictures.canvas import CODE, Canvas

_WIDTH = 736
_TOP, _ROW = 66, 30
LEGEND = (
    ("p", "Python runs"),
    ("r", "an operation is recorded"),
    ("g", "an operation computes"),
    ("x", "an exception is raised"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A moment: one call, or a part of it.

    Attributes:
        heading: what it is called.
        marks: what happens to each line of code, one letter a line (:meth:`Canvas.mark`).
        below: what is seen afterwards, in each of the rows that the score has for it.
    """

    heading: str
    marks: str
    below: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Moments that belong together.

    Attributes:
        heading: what they have in common.
        columns: the moments.
    """

    heading: str
    columns: tuple[Column, ...]


def score(code: tuple[str, ...], parts: tuple[Part, ...], below: tuple[str, ...] = ()) -> Canvas:
    """Draw what runs when.

    Args:
        code: the lines.
        parts: the moments; the first ones without a trace, as a rule.
        below: names of the rows under the code, for what is seen afterwards.
    """
    left = 28 + max(CODE * max(map(len, code)), 7 * max(map(len, below), default=0))
    count = sum(len(part.columns) for part in parts)
    step = (_WIDTH - 24 - left - 14 * (len(parts) - 1)) / count
    bottom = _TOP + _ROW * len(code)
    canvas = Canvas(_WIDTH, bottom + 26 * len(below) + 46)
    for row, line in enumerate(code):
        if row % 2 == 0:
            canvas.box(12, _TOP + row * _ROW, _WIDTH - 24, _ROW, line="none")
        canvas.text(20, _TOP + row * _ROW + 19, line, "code")
    for row, name in enumerate(below):
        canvas.text(20, bottom + 22 + row * 26, name, "dim")
    x = left
    for number, part in enumerate(parts):
        if number:
            canvas.line(x + 7, 16, x + 7, bottom + 26 * len(below) + 4)
            x += 14
        width = step * len(part.columns)
        canvas.text(x + width / 2, 26, part.heading, "head", at="middle")
        for column in part.columns:
            _column(canvas, x + step / 2, column, bottom)
            x += step
    _legend(canvas, {mark for part in parts for column in part.columns for mark in column.marks})
    return canvas


def _column(canvas: Canvas, middle: float, column: Column, bottom: float) -> None:
    canvas.text(middle, 52, column.heading, "dim", at="middle")
    for row, mark in enumerate(column.marks):
        canvas.mark(middle, _TOP + row * _ROW + _ROW / 2, mark)
    for row, text in enumerate(column.below):
        canvas.text(middle, bottom + 22 + row * 26, text, "code", at="middle")


def _legend(canvas: Canvas, marks: set[str]) -> None:
    x, y = 24.0, canvas.height - 18
    for mark, meaning in LEGEND:
        if mark in marks:
            canvas.mark(x, y - 4, mark)
            canvas.text(x + 14, y, meaning, "dim")
            x += 14 + 6.6 * len(meaning) + 28
