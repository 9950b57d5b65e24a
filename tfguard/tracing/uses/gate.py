"""Whether a file uses a watched name at all, told from its text: other files cost nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from tfguard.syntax.import_lines import import_lines
from tfguard.syntax.words import occurrences
from tfguard.tracing.uses.table import TF, TF1, methods, watched

# What only TensorFlow 2 code speaks of, beside tf.function: rules on TensorFlow 1 look at such files.
_MODERN = ("keras", "GradientTape", ".numpy()")
_EAGERLY = re.compile(r"\brun_(?:functions_)?eagerly\b")
_EVAL = re.compile(r"\w\.eval\(")
_EVERYWHERE = frozenset(("experimental", "function"))  # the second is looked for by who finds tracing
_USUAL = frozenset(("tf",))
_OLD = "compat.v1"
_RENAMED = re.compile(r"(?:.*\W)?(\w+)[ \t]*=[ \t]*[\w.]*\bcompat\.v1[ \t]*(?:#.*)?$", re.MULTILINE)


def uses_watched(text: str, everything: bool) -> bool:
    """Whether a text has a watched name that a rule could speak of.

    Args:
        text: a file's source.
        everything: files that are written for TensorFlow 1 matter too.
    """
    if "eagerly" in text and _EAGERLY.search(text) is not None:
        return True
    if not everything and not any(word in text for word in _MODERN):
        return False
    return "tensorflow" in text and (
        any(map(_is_watched, _dotted_names(text)))
        or any(word in text for word in _words())
        or (".eval(" in text and _EVAL.search(text) is not None)
    )


def _is_watched(dotted: str) -> bool:
    names = watched()
    while dotted:
        if TF + dotted in names or TF1 + dotted in names:
            return True
        dotted = dotted.rpartition(".")[0]
    return False


def _dotted_names(text: str) -> Iterator[str]:
    """What a text takes of TensorFlow, without ``tensorflow`` and ``compat.v1`` at its front."""
    aliases = set(_USUAL) if "tf." in text else set()
    for line in import_lines(text):
        if line.level or line.module.partition(".")[0] != "tensorflow":
            continue
        if line.alias:
            aliases.add(line.alias)
            yield _bare(line.module)
        for name in line.names:
            aliases.add(name.alias)
            yield _bare(f"{line.module}.{name.name}")
    aliases.update(_renamed(text))
    for alias in aliases:
        for found in _after(alias).findall(text):
            yield _bare(found)


def _renamed(text: str) -> Iterator[str]:
    """Other names for the module of TensorFlow 1: ``tf1 = tf.compat.v1``."""
    for place in occurrences(text, _OLD):
        match = _RENAMED.match(text, text.rfind("\n", 0, place) + 1)
        if match is not None:
            yield match[1]


def _bare(dotted: str) -> str:
    for front in (TF1, TF + "compat.v2.", TF, "compat.v1.", "v1."):
        dotted = dotted.removeprefix(front)
    return dotted


@lru_cache(maxsize=1024)
def _after(alias: str) -> re.Pattern[str]:
    """What follows a name and a dot; the name comes first in the pattern, since that is searched for fast."""
    name = re.escape(alias)
    return re.compile(rf"{name}(?<!\w{name})\.((?:\w+\.)*\w+)")


@lru_cache(maxsize=1)
def _words() -> tuple[str, ...]:
    """Names that stand for themselves: methods, and those of Keras."""
    ours = [name.rpartition(".")[2] for name in watched() if name.startswith("keras.")]
    said = [f".{word}" for word in ours if word not in _EVERYWHERE]
    return (*(f".{name}(" for name in methods()), *said)
