"""What makes a finding the same one after the code around it has changed.

A fingerprint is made of the rule, the logical line that is flagged, the function it stands in, and the
place within these. It knows neither line numbers nor the file's name nor what else was found: it survives
moved lines, renamed files, other layout and comments, and runs that check or show less. It changes when
the flagged statement changes or its function gets another name.

The text is read by words and brackets, and not with ``tokenize``, whose tokens (those of f-strings)
differ between versions of Python: fingerprints are kept in files and compared by other machines.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tfguard.reporting.report import Reported, UnusedSuppression
from tfguard.reporting.sources import Sources
from tfguard.syntax.place import Place

VERSION = "1"  # of the recipe: changes when equal code would get another fingerprint
LENGTH = 32  # hexadecimal digits: enough that two findings never meet by chance

_STRING = (
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
)
# What decides where a logical line ends.
_PIECES = re.compile(
    rf"(?P<text>{_STRING})|(?P<left_out>#[^\n]*|\\\n)|(?P<open>[(\[{{])|(?P<close>[)\]}}])|\n", re.DOTALL
)
# What a line is compared by. Spaces, line breaks and comments are left out, and the comma that layout
# puts before a closing bracket.
_WORDS = re.compile(
    rf"#[^\n]*|\\\n|\s+|,(?=(?:\s|#[^\n]*\n)*[)\]}}])|({_STRING}|\w+|.)",
    re.DOTALL,
)
_DEFINES = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_DEFINES_NEXT = re.compile(rf"[ \t]*{_DEFINES.pattern}")


def fingerprints(findings: Iterable[Reported], texts: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Give each finding its fingerprint.

    Args:
        findings: what is reported.
        texts: what is in no file (standard input), by path.

    Returns:
        One a finding, in their order. Two findings have the same one only when they stand in different
        files: in copies of one text.
    """
    return _numbered(map(_of_finding, findings), texts)


def unused_fingerprints(
    comments: Iterable[UnusedSuppression], texts: Mapping[str, str] | None = None
) -> tuple[str, ...]:
    """Give each suppression that silences nothing its fingerprint; see :func:`fingerprints`."""
    return _numbered(map(_of_comment, comments), texts)


def text_fingerprint(*parts: str) -> str:
    """Give the fingerprint of what is known by its text alone (a file that could not be checked)."""
    return _digest(parts)


def unique(marks: Iterable[str]) -> tuple[str, ...]:
    """Number fingerprints that several files share, for readers that take equal ones for one finding."""
    seen: Counter[str] = Counter()
    given = []
    for mark in marks:
        given.append(mark if not seen[mark] else _digest([mark, str(seen[mark])]))
        seen[mark] += 1
    return tuple(given)


def _digest(parts: Iterable[str]) -> str:
    text = "\0".join((VERSION, *parts))
    return hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest()[:LENGTH]


class _Marked(NamedTuple):
    """What gets a fingerprint.

    Attributes:
        name: the rule, or what stands for one.
        places: where it is shown, then where it leads to.
    """

    name: str
    places: tuple[Place, ...]


def _of_finding(reported: Reported) -> _Marked:
    finding = reported.finding
    # A finding in a file that is not checked is shown at the call that leads there.
    there = () if reported.place == finding.place else (finding.place,)
    return _Marked(finding.rule_id, (reported.place, *there))


def _of_comment(unused: UnusedSuppression) -> _Marked:
    end = unused.column + 1
    place = Place(unused.path, unused.line, unused.column, unused.line, end, unused.cell)
    return _Marked(f"unused {unused.name}", (place,))


def _numbered(items: Iterable[_Marked], texts: Mapping[str, str] | None) -> tuple[str, ...]:
    outlines = _Outlines(texts or {})
    seen: Counter[tuple[str, str]] = Counter()
    given = []
    for item in items:
        parts = [item.name]
        for place in item.places:
            parts += outlines.of(place.path).parts(place)
        key = (item.places[0].path, _digest(parts))
        given.append(key[1] if not seen[key] else _digest([*parts, str(seen[key])]))
        seen[key] += 1
    return tuple(given)


class _Line(NamedTuple):
    """A logical line: a simple statement, the head of a compound one, or a decorator.

    Attributes:
        start, end: its text, as offsets.
        number: the physical line on which it begins, from 1.
        function: qualified name of the function or class it stands in; of a head or a decorator, that of
            what is defined.
    """

    start: int
    end: int
    number: int
    function: str


class _Outlines:
    """The outlines of files, each made once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._sources = Sources(texts)
        self._made: dict[str, _Outline] = {}

    def of(self, path: str) -> _Outline:
        if path not in self._made:
            self._made[path] = _Outline(self._sources.text(path))
        return self._made[path]


class _Outline:
    """The logical lines of a text, and the functions around them."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = list(_logical_lines(text))
        self._numbers = [line.number for line in self._lines]
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self._equal: dict[str, dict[_Line, tuple[str, int]]] = {}

    def parts(self, place: Place) -> tuple[str, ...]:
        """Function, logical line, which of equal lines, what stands before the flagged text, that text."""
        index = bisect_right(self._numbers, place.line) - 1
        if index < 0:
            return ("", "", str(place.line), str(place.column), "")  # the file is gone
        line = self._lines[index]
        words, which = self._line(line)
        start = max(line.start, self._offset(place.line, place.column))
        end = min(line.end, self._offset(place.end_line, place.end_column))
        before = _words(self._text[line.start : start])
        return line.function, words, str(which), before, _words(self._text[start:end])

    def _offset(self, line: int, column: int) -> int:
        return self._starts[min(line, len(self._starts)) - 1] + column - 1

    def _line(self, wanted: _Line) -> tuple[str, int]:
        """The words of a line, and how many equal ones stand before it in its function."""
        if wanted.function not in self._equal:
            seen: Counter[str] = Counter()
            known: dict[_Line, tuple[str, int]] = {}
            for line in self._lines:
                if line.function == wanted.function:
                    words = _words(self._text[line.start : line.end])
                    known[line] = words, seen[words]
                    seen[words] += 1
            self._equal[wanted.function] = known
        return self._equal[wanted.function][wanted]


def _words(text: str) -> str:
    return " ".join(filter(None, _WORDS.findall(text)))


def _logical_lines(text: str) -> Iterator[_Line]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    around: list[tuple[int, str]] = []  # the definitions around: how far they are indented, their names
    decorators: list[_Line] = []
    for start, end in _spans(text):
        number = bisect_right(starts, start)
        indent = start - starts[number - 1]
        while around and around[-1][0] >= indent:
            around.pop()
        defined = _DEFINES.match(text, start)
        if defined is not None:
            around.append((indent, defined.group(1)))
        line = _Line(start, end, number, ".".join(name for _, name in around))
        if text[start] == "@":
            decorators.append(line)
            continue
        for decorator in decorators:
            yield decorator._replace(function=line.function)
        decorators.clear()
        yield line


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where logical lines begin and end; comments and blank lines have none."""
    begin: int | None = None
    depth = last = 0
    for match in _PIECES.finditer(text):
        between = text[last : match.start()]
        if begin is None and not (between.isspace() or not between):
            begin = last + len(between) - len(between.lstrip())
        last = match.end()
        kind = match.lastgroup
        if begin is None and kind in ("text", "open", "close"):
            begin = match.start()
        depth += (kind == "open") - (kind == "close" and depth > 0)
        # A bracket in the strings of a nested f-string may seem open: no definition stands in brackets.
        if kind is None and begin is not None and (not depth or _DEFINES_NEXT.match(text, last)):
            yield begin, match.start()
            begin, depth = None, 0
    if begin is None and text[last:].strip():
        begin = last + len(text[last:]) - len(text[last:].lstrip())
    if begin is not None:
        yield begin, len(text)
