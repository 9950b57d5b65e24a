"""The rules' example files: where they are, and the lines they say a rule must speak at."""

from __future__ import annotations

import io
import re
import tokenize
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tfguard.rules.rule

RULES_FOLDER = Path(tfguard.rules.rule.__file__).parent
_EXPECT = re.compile(r"#\s*expect:\s*(?P<symbols>tf\S+(?:\s*,\s*tf\S+)*)\s*$")


@dataclass(frozen=True, slots=True)
class Example:
    """One example file of one rule.

    Attributes:
        family: the folder of the rule's family, for example ``side_effects``.
        rule: the rule's module name, for example ``print``.
        path: the file.
    """

    family: str
    rule: str
    path: Path

    @property
    def is_bad(self) -> bool:
        """True when the file shows the pitfall, False when it shows code that is right."""
        return self.path.name.startswith("bad_")

    @property
    def module(self) -> str:
        """Dotted name of the rule's module."""
        return f"tfguard.rules.{self.family}.{self.rule}"

    def __str__(self) -> str:
        return f"{self.rule}/{self.path.stem}"


def find_examples(folder: Path = RULES_FOLDER) -> tuple[Example, ...]:
    """List every example of every rule below ``folder``, sorted by path.

    Args:
        folder: a folder that holds families, which hold ``examples/<rule>/<example>.py``.
    """
    paths = sorted(folder.glob("*/examples/*/*.py"))
    return tuple(Example(path.parents[2].name, path.parent.name, path) for path in paths)


def expected_symbols(source: str) -> Mapping[int, tuple[str, ...]]:
    """Read the ``# expect: tf-a, tf-b`` comments of an example.

    Args:
        source: text of the example.

    Returns:
        The symbols by line, lines counted from 1.
    """
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = (
        (token.start[0], _EXPECT.search(token.string)) for token in tokens if token.type == tokenize.COMMENT
    )
    return {
        line: tuple(symbol.strip() for symbol in match["symbols"].split(","))
        for line, match in comments
        if match is not None
    }
