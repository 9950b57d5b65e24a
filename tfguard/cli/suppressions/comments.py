"""Reading ``# pylint: disable=...`` comments.

The grammar is the one Pylint 3 and 4 accept: what follows ``pylint:`` up to ``;``, ``#`` or the end of
the line is a row of actions, each with ``=`` and names. Everything else in a comment is prose.
"""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass

from tfguard.syntax.notebook import cells_of
from tfguard.syntax.place import Cell

_PRAGMA = re.compile(r"\bpylint:\s*([^;#\n]+)")
_TOKEN = re.compile(
    r"(?P<action>\b(?:disable-next|disable-msg|disable-all|enable-msg|skip-file|disable|enable)\b)"
    r"|(?P<name>[0-9A-Za-z_-]{2,}|[CREIWF])"
    r"|(?P<equals>=)"
)
_WHOLE_FILE = frozenset({"skip-file", "disable-all"})


@dataclass(frozen=True, slots=True)
class Comment:
    """One action of a comment on one name.

    Attributes:
        line, column: where the comment stands, from 1.
        target: the line it counts for: its own, or the one before when a backslash or a multi-line
            string ended on the comment's line (Pylint takes both lines as one).
        action: ``disable``, ``enable``, ``disable-next`` or ``skip-file``.
        name: a symbol, an id, a category letter, ``all``, ``tfguard``...; empty for ``skip-file``.
        cell: in a notebook, the cell.
    """

    line: int
    column: int
    target: int
    action: str
    name: str
    cell: Cell | None = None


def comments_of(text: str) -> list[Comment]:
    r"""Read a file's comments, in order.

    Args:
        text: the source, with ``\n`` newlines.

    Returns:
        Every action up to a ``skip-file`` (also spelled ``disable=all``), which ends the list. Where
        the file does not tokenize, what stands before that place.
    """
    found: list[Comment] = []
    cells = cells_of(text)
    for token, target in _comment_tokens(text):
        line, offset = token.start
        cell = cells.at(line) if cells is not None else None
        for action, name in _actions(token.string):
            if action == "skip-file" or (action, name) == ("disable", "all"):
                return [*found, Comment(line, offset + 1, target, "skip-file", "", cell)]
            found.append(Comment(line, offset + 1, target, action.removesuffix("-msg"), name, cell))
    return found


def _comment_tokens(text: str) -> Iterator[tuple[tokenize.TokenInfo, int]]:
    if "pylint:" not in text:
        return
    previous = 0
    ended = line_ended = True
    try:
        for token in tokenize.generate_tokens(io.StringIO(text).readline):
            line = token.start[0]
            if previous and line != previous:
                line_ended, ended = ended, False
            previous = line
            if token.type in (tokenize.NL, tokenize.NEWLINE):
                ended = True
            elif token.type == tokenize.COMMENT and "pylint:" in token.string:
                yield token, line if line_ended else line - 1
    except (tokenize.TokenError, SyntaxError):  # IndentationError included: no more comments to be had
        return


def _actions(comment: str) -> Iterator[tuple[str, str]]:
    """Give the pairs of action and name; stops at the first thing that is no action."""
    option = _option_text(comment)
    if option is None:
        return
    action, names, wants_equals = "", list[str](), False
    for token in _TOKEN.finditer(option):
        kind, value = token.lastgroup, token.group()
        if (kind == "equals") != wants_equals:
            return  # "disable foo" and "foo=bar" say nothing Pylint understands
        if kind == "equals":
            wants_equals = False
        elif kind == "name":
            names.append(value)
        else:
            yield from _finished(action, names)
            action, names = value, []
            wants_equals = value not in _WHOLE_FILE
    yield from _finished(action, names)


def _finished(action: str, names: list[str]) -> Iterator[tuple[str, str]]:
    if action in _WHOLE_FILE:
        yield "skip-file", ""
    elif action:
        for name in names:
            yield action, name


def _option_text(comment: str) -> str | None:
    """Give what follows ``pylint:``, looking from the last ``#`` that has one behind it."""
    last = None
    for last in _PRAGMA.finditer(comment):  # noqa: B007  # the last match is what is wanted
        pass
    if last is None:
        return None
    match = _PRAGMA.search(comment, comment.rfind("#", 0, last.start()) + 1)
    return match.group(1) if match else None
