"""Text of unknown origin in Markdown (CommonMark, GitHub's too): it stays text."""

from __future__ import annotations

import re

from tfguard.reporting.escape import visible

# All that can mean something, at the start of a line too; and what a bare address is known by.
_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~&:@$=])")


def as_text(text: str) -> str:
    """Give Markdown that shows a text as it is: no marks, links, HTML or blocks come of it.

    Args:
        text: anything; it is shown on one line, without space around it.
    """
    return _MARKS.sub(r"\\\1", visible(text).strip())
