"""Sentences about what was seen: numbers first, in the words of the field."""

from __future__ import annotations

from collections.abc import Iterable

from tfguard.confirm.workers.protocol import Observation

_VERBS = {
    "output": "printed",
    "log": "logged",
    "file": "touched a file",
    "process": "started a process",
    "network": "used the network",
    "debugger": "stopped for the debugger or for input",
    "sleep": "slept",
    "random": "drew from Python's random numbers",
    "state": "changed state",
}


def times(count: int) -> str:
    """Say how often: never, once, twice, 3 times."""
    return {0: "never", 1: "once", 2: "twice"}.get(count, f"{count} times")


def size(count: int) -> str:
    """Say how many bytes: 234 bytes, 12 KiB, 3.8 MiB."""
    if count < 1 << 10:
        return f"{count} bytes"
    return f"{count / (1 << 10):.0f} KiB" if count < 1 << 20 else f"{count / (1 << 20):.1f} MiB"


def verb(kinds: Iterable[str]) -> str:
    """Say what was done: the first of some kinds of effect."""
    chosen = [kind for kind in _VERBS if kind in set(kinds)]
    return _VERBS[chosen[0]] if chosen else "had an effect"


def effects(kinds: Iterable[str], calls: int, eager: int, graph: int) -> str:
    """Compare how often the flagged place did something in both modes."""
    return f"{calls} calls: {verb(kinds)} {times(eager)} eagerly, {times(graph)} as a graph"


def details(eager: Observation | None, graph: Observation | None, note: str) -> tuple[tuple[str, str], ...]:
    """List what a reader may want to check: arguments, versions, how the function was had."""
    found: list[tuple[str, str]] = []
    if eager is not None and eager.arguments:
        found.append(("arguments", ", ".join(f"{name} = {text}" for name, text in eager.arguments)))
    if eager is not None and eager.variation:
        found.append(("variation", "the values change from call to call, the signature does not"))
    if eager is not None and eager.made:
        found.append(("files made", ", ".join(eager.made)))
    if note:
        found.append(("subject", note))
    for mode, run in (("eager", eager), ("graph", graph)):
        if run is not None and run.failure is not None:
            found.append((f"{mode} error", run.failure.line[:500]))
    version = next((run.tensorflow for run in (graph, eager) if run is not None and run.tensorflow), "")
    if version:
        found.append(("tensorflow", version))
    return tuple(found)
