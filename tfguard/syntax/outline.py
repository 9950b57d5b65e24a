"""The definitions of a text and what they mention, told by words and indentation: nothing is parsed.

What it says is a little too much now and then (a local name is that of a function): it is for finding the
files that are worth parsing.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from tfguard.syntax.words import occurrences

# Strings and comments, so that words in them are not taken for code.
_TEXTS = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*"""'
    r"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'(?:[^'\\\n]|\\.)*'"
    r"|#[^\n]*",
    re.DOTALL,
)
_ASSIGNED = r"(?:[\w.]+\.)?(\w+)[ \t]*(?::[^=\n]*)?=(?!=)"
# A definition anywhere, or any statement at the start of a line.
_HEADS = re.compile(
    rf"^(?:([ \t]*)(?:(?:async[ \t]+)?def|(class))[ \t]+(\w+)|{_ASSIGNED}|(@)|[^\s)\]}}])", re.MULTILINE
)
_ASSIGNMENT = re.compile(rf"[ \t]*{_ASSIGNED}")
_BLANK = re.compile(r"[ \t]*")
_ASSIGNS = re.compile(r"[ \t]*=(?!=)")


class _Head(NamedTuple):
    """The first line of a definition, or of a statement at the start of a line.

    Attributes:
        start: where it begins.
        indent: how far it is indented.
        name: what it defines or binds; may be empty.
        is_function, is_class, is_decorator: what it is.
    """

    start: int
    indent: int
    name: str
    is_function: bool = False
    is_class: bool = False
    is_decorator: bool = False


class Outline:
    """The definitions of a text.

    Args:
        text: Python source; anything else gives nonsense, and no error.
    """

    def __init__(self, text: str) -> None:
        self._code = _TEXTS.sub("''", text)
        self._heads = list(self._find_heads())
        self._starts = [head.start for head in self._heads]

    def _find_heads(self) -> Iterator[_Head]:
        for match in _HEADS.finditer(self._code):
            indent, is_class, defined, assigned, decorator = match.groups()
            if defined is not None:
                yield _Head(match.start(), len(indent), defined, not is_class, bool(is_class))
            else:
                yield _Head(match.start(), 0, assigned or "", is_decorator=bool(decorator))

    @cached_property
    def top_level(self) -> frozenset[str]:
        """Names that are defined or bound by no function or class, but the module itself."""
        found: set[str] = set()
        around: list[_Head] = []
        for head in self._heads:
            while around and around[-1].indent >= head.indent:
                around.pop()
            if not any(outer.is_function or outer.is_class for outer in around):
                found.add(head.name)
            around.append(head)
        return frozenset(found - {""})

    def users(self, name: str) -> set[str]:
        """What mentions a name: the definitions around it, and what is assigned on its line.

        Args:
            name: a name, or a dotted one as it is spelled.
        """
        found: set[str] = set()
        for place in occurrences(self._code, name):
            found.update(self._users_at(place, name))
        return found - {""}

    def _users_at(self, place: int, name: str) -> Iterator[str]:
        if _ASSIGNS.match(self._code, place + len(name)):
            return  # it is bound, or a keyword: not read
        line = self._code.rfind("\n", 0, place) + 1
        at = bisect_right(self._starts, place) - 1
        if at < 0:
            return
        head = self._heads[at]
        indent = _width(self._code, line)
        if head.start == line:
            if head.is_function:
                return  # a parameter
            yield head.name
            indent = head.indent
        if head.is_decorator or self._code.startswith("@", line + indent):
            yield from (below.name for below in self._heads[at + 1 : at + 2])
        assigned = _ASSIGNMENT.match(self._code, line)
        if assigned is not None:
            yield assigned[1]
        yield from self._around(at, indent)

    def _around(self, at: int, indent: int) -> Iterator[str]:
        """The definitions at or before some head that hold a line with an indentation."""
        while at >= 0 and indent > 0:
            head = self._heads[at]
            if head.indent < indent:
                yield head.name
                indent = head.indent
            at -= 1


def _width(code: str, line: int) -> int:
    blank = _BLANK.match(code, line)
    return blank.end() - line if blank is not None else 0
