"""Words in a text, found by plain search: for long texts a fraction of what a regular expression costs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def occurrences(text: str, word: str, *, begun: bool = False) -> Iterator[int]:
    """Where a word, or a dotted name, stands in a text.

    Args:
        text: any text.
        word: the word.
        begun: a longer word that begins with it counts as well.
    """
    start = text.find(word)
    while start >= 0:
        end = start + len(word)
        if not _in_word(text[start - 1 : start]) and (begun or not _in_word(text[end : end + 1])):
            yield start
        start = text.find(word, end)


def has_word(text: str, words: Iterable[str]) -> bool:
    """Whether any of some words stands in a text; one that ends with ``*`` may go on there."""
    return any(
        True for word in words for _ in occurrences(text, word.removesuffix("*"), begun=word.endswith("*"))
    )


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"
