"""What the words in a call say of its author's intention."""

from __future__ import annotations

import re

from tfguard.tracing.events.effects import WorldTouched

_MARKS_TRACE = re.compile(r"\b(?:re)?trac(?:ing|ed|es)\b", re.IGNORECASE)
_TRACE = re.compile(r"\b(?:re)?trace\b", re.IGNORECASE)


def marks_trace(event: WorldTouched) -> bool:
    """Whether the text itself says that the line runs once a trace ("Tracing train_step")."""
    if _MARKS_TRACE.search(event.says):
        return True
    return event.constant and _TRACE.search(event.says) is not None
