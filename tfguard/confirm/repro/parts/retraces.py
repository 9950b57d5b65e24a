"""Each new value of the flagged argument is a trace; with its first value kept there is one."""

from __future__ import annotations

import copy

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, show
from tfguard.confirm.repro.parts.driving import FIRST, KEEPING, drive

LATER = 3  # traces that make a pattern


def main():
    """Let the code make its calls, and once more with the first value of the flagged argument kept."""
    written, kept = drive("graph"), drive("graph", keep=True)
    show("traces added by each call (as written | with the first value kept):", *(
        [call.traces for call in one.calls] for one in (written, kept)
    ))  # fmt: skip
    for one in (written, kept):
        if one.error is not None or len(one.calls) < LATER:
            return cannot_tell(one.error or "too few calls were made")
    traced = [number for number, call in enumerate(written.calls) if call.traces]
    if len(traced) < LATER or traced[-1] < len(written.calls) // 2:
        return conclude(False)
    if any(call.traces for call in kept.calls[1:]):
        return cannot_tell("the calls trace again for another reason too")
    return conclude(True)


def repro_argument(value):
    """Hand on the flagged argument; where it is kept, its first value."""
    if not KEEPING[0]:
        return value
    if "value" not in FIRST:
        FIRST["value"] = copy.copy(value) if isinstance(value, (list, dict, set)) else value
    return FIRST["value"]


def repro_first(at, value):
    """Hand on the first value of another argument, which would add traces of its own."""
    return FIRST.setdefault(at, value)
