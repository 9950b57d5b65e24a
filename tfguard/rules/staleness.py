"""What the rules on captured state say of a read that does not see a later change, in the same words."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from tfguard.rules.rule import Report
from tfguard.syntax.place import position
from tfguard.tracing.events.calls import StaleRead

_ARRAY = "pass it as an argument, or keep it in a tf.Variable and use assign"
_CALLED = "call the new one from untraced code, or make a new tf.function after the change"
_CONTENT = "pass what is needed as tensors"
_CURES = {
    "text": "pass it as an argument",
    "list": _CONTENT,
    "dict": _CONTENT,
    "array": _ARRAY,
    "tensor": _ARRAY,
    "variable": "use assign instead of a new variable",
    "layer": _CALLED,
    "function": _CALLED,
    "object": "keep what changes in a tf.Variable and use assign, or pass it as a tensor argument",
}
_VALUE = "make it a tf.Variable and use assign, or pass it as an argument"


def stale(event: StaleRead) -> Iterator[Report]:
    """What is to be said of a read that sees no change; nothing where tf-variable-rebound speaks."""
    if event.kind == "variable" and event.writer:
        return  # that rule looks at what functions bind, not at the module's own statements
    write = event.write
    near = write.path == event.context.module.path
    where = write.line_text if near else f"{PurePath(write.path).name}:{position(write.line, write.cell)}"
    if event.writer:
        where += f" in {event.writer}"
    change = "its content changes" if event.content else "it changes"
    yield Report(
        f"{event.text} is read only while tracing: the graph keeps the value of the trace when {change} "
        f"({where}); {_CURES.get(event.kind, _VALUE)}",
        related=((write, f"changed here: {event.write_text}"),),
        target=event.text,
        drive=event.drive,
    )
