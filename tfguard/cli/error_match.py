"""Finding the rules behind the text of an error, as people paste it.

What is pasted is seldom what TensorFlow raised: AutoGraph and Keras wrap the text, terminals wrap its
lines and colour it, and people copy a part. So words are compared and not characters, in both directions:
the text holds a rule's fragment, or it is a good part of one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tfguard.rules.rule import Rule

_ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?")
_PREFIX = re.compile(r"^(?:\s*(?:E\s+)?[\w.]*(?:Error|Exception|Warning)\s*:\s*)+")
_MIN_WORDS = 4  # fewer are found in any sentence
_MIN_SHARE = 0.5  # of a fragment's words, when the rest of the pasted text is about something else


@dataclass(frozen=True, slots=True)
class Match:
    """A rule whose pitfall causes an error.

    Attributes:
        rule: the rule.
        fragment: the error text it knows, with ``*`` for what varies.
        words: how many words of the fragment were found in a row; more is better.
    """

    rule: Rule
    fragment: str
    words: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """What stands between two ``*`` of a fragment: its words, and whether the last one goes on."""

    words: Sequence[str]
    goes_on: bool


def rules_behind(text: str, rules: Iterable[Rule]) -> list[Match]:
    """Find the rules whose error texts a text shows.

    Args:
        text: what was pasted: a whole traceback, one line, or a part of one.
        rules: the rules there are.

    Returns:
        The best match of each rule, best first; empty when the text says too little.
    """
    words = _words(_PREFIX.sub("", _ANSI.sub("", text)))
    best: dict[str, Match] = {}
    for rule in rules:
        for fragment in rule.errors:
            found = _found(words, fragment)
            if found and (rule.id not in best or best[rule.id].words < found):
                best[rule.id] = Match(rule, fragment, found)
    return sorted(best.values(), key=lambda match: (-match.words, match.rule.id))


def _found(words: Sequence[str], fragment: str) -> int:
    """Give how many of a fragment's words a text shows; 0 when that is no evidence."""
    pieces = _pieces(fragment)
    if _holds_in_order(words, pieces):
        return sum(len(piece.words) for piece in pieces)
    longest = max((_longest_run(words, piece.words) for piece in pieces), default=0)
    if longest < _MIN_WORDS:
        return 0
    whole_text = longest == len(words)
    return longest if whole_text or longest >= _MIN_SHARE * sum(len(p.words) for p in pieces) else 0


def _pieces(fragment: str) -> list[_Piece]:
    """Split at ``*``; in ``named 'tensorflow.*`` the last word before it goes on there."""
    *before, last = fragment.split("*")
    split = [_Piece(_words(part), bool(re.search(r"[\w.]$", part))) for part in before]
    return [piece for piece in (*split, _Piece(_words(last), goes_on=False)) if piece.words]


def _words(text: str) -> list[str]:
    """Split into words, so that quotes, backticks, indentation and line ends make no difference."""
    return re.findall(r"[^\W_]+(?:[._][^\W_]+)*", text.casefold())


def _holds_in_order(words: Sequence[str], pieces: Sequence[_Piece]) -> bool:
    at = 0
    for piece in pieces:
        found = _index(words, piece, at)
        if found < 0:
            return False
        at = found + len(piece.words)
    return bool(pieces)


def _index(words: Sequence[str], piece: _Piece, start: int) -> int:
    *first, last = piece.words
    for index in range(start, len(words) - len(first)):
        end = words[index + len(first)]
        if list(words[index : index + len(first)]) == first and (
            end == last or (piece.goes_on and end.startswith(last))
        ):
            return index
    return -1


def _longest_run(words: Sequence[str], piece: Sequence[str]) -> int:
    from difflib import SequenceMatcher

    match = SequenceMatcher(None, words, piece, autojunk=False).find_longest_match()
    return match.size
