"""What the rules on retracing say of a call whose signature is ever new, in the same words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from tfguard.syntax.place import Place, position
from tfguard.tracing.events.calls import SignatureVaries
from tfguard.tracing.events.event import Event

# TensorFlow's warning at the fifth trace of one function, and at later ones.
RETRACING_WARNING = "* out of the last * calls to * triggered tf.function retracing"

_LONGEST = 40  # characters of an argument that a message repeats inside tf.constant(...)


def traced_for_each(event: SignatureVaries, gets: str) -> str:
    """Say what is new and that each is traced: "n gets a new int in the loop over rows (0, 1), and f is ...".

    Args:
        event: the call.
        gets: what the parameter gets, without saying when.
    """
    new = " ".join(part for part in (event.parameter or event.text, "gets", gets, event.cause) if part)
    seen = f" ({event.seen})" if event.seen and event.seen not in event.cause else ""
    return f"{new}{seen}{in_other_file(event.where, event)}, and {event.function} is traced for each"


def in_other_file(where: Place | None, event: Event) -> str:
    """`` (main.py:4)`` for a place in another file than the event's, else nothing."""
    if where is None or where.path == event.context.module.path:
        return ""
    return f" ({PurePath(where.path).name}:{position(where.line, where.cell)})"


def signature(event: SignatureVaries) -> str:
    """The option that gives the function one trace, ready to paste; empty when there is none."""
    if not event.signature or event.signature.startswith("input_signature"):
        return event.signature
    return f"input_signature={event.signature}"


def inside(call: str, text: str) -> str:
    """``tf.constant(x)`` for a ``text`` that is short enough to read, else with dots."""
    return f"{call}({text if len(text) <= _LONGEST else '...'})"


def either(cures: Sequence[str]) -> str:
    """Join what can be written instead, leaving out what is empty."""
    return ", or ".join(cure for cure in cures if cure)


def repeated_at(where: Place | None, phrase: str) -> tuple[tuple[Place, str], ...]:
    """The second place of a report: what makes the calls, or the function, many."""
    return () if where is None else ((where, phrase),)
