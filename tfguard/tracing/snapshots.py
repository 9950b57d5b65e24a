"""What a trace knows at one point of a body: kept, taken up again, and joined where branches meet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from tfguard.tracing.events.event import Path
from tfguard.tracing.frames import Frame, Snapshot
from tfguard.tracing.values import UNKNOWN, Class, Instance, Value, join

if TYPE_CHECKING:
    from tfguard.tracing.walk import Walk


def take(walk: Walk, frame: Frame) -> Snapshot:
    """What the frame's names and the trace's writes are here."""
    assert walk.trace is not None, "statements are walked inside a trace only"
    return Snapshot(dict(frame.env), walk.trace.overlay)


def restore(walk: Walk, frame: Frame, snapshot: Snapshot) -> None:
    """Go on with what was known at another point."""
    trace = walk.trace
    assert trace is not None
    frame.env = dict(snapshot.env)
    if trace.overlay is not snapshot.overlay and trace.overlay != snapshot.overlay:
        trace.overlay = snapshot.overlay
        trace.version += 1


def leave(walk: Walk, frame: Frame) -> Snapshot:
    """What is known here, where the frame goes on from another point."""
    assert walk.trace is not None
    return Snapshot(frame.env, walk.trace.overlay)


def merge(walk: Walk, frame: Frame, ends: Sequence[Snapshot]) -> None:
    """Go on with whatever any of the ends may have left."""
    if len(ends) > 1:
        merged = Snapshot(_merged([end.env for end in ends]), _merged_overlay(walk, frame, ends))
    else:
        merged = ends[0]
    restore(walk, frame, merged)


def _merged(envs: Sequence[dict[str, Value]]) -> dict[str, Value]:
    """The names of all ends; most are the same object in each."""
    merged: dict[str, Value] = {}
    differing: set[str] = set()
    for env in envs:
        for name, value in env.items():
            if merged.setdefault(name, value) is not value:
                differing.add(name)
    for name in differing:
        merged[name] = join(*(env[name] for env in envs if name in env))
    return merged


def _merged_overlay(walk: Walk, frame: Frame, ends: Sequence[Snapshot]) -> Mapping[Path, Value]:
    first = ends[0].overlay
    others = [end.overlay for end in ends if end.overlay is not first]
    if not others:
        return first
    merged = dict(first)
    differing: set[Path] = set()
    for overlay in others:
        for path, value in overlay.items():
            if merged.setdefault(path, value) is not value:
                differing.add(path)
    for overlay in (first, *others):
        if len(overlay) < len(merged):
            differing |= merged.keys() - overlay.keys()
    for path in differing:
        merged[path] = join(*(end.overlay.get(path) or _before(walk, path, frame) for end in ends))
    return merged


def _before(walk: Walk, path: Path, frame: Frame) -> Value:
    """What a path held before the trace wrote it."""
    trace = walk.trace
    walk.trace = None
    try:
        match path:
            case ("attribute", Instance(cls=cls), str() as name):
                return walk.world.attribute(cls, name) or UNKNOWN
            case ("attribute", Class() as cls, str() as name):
                return walk.world.attribute(cls, name) or UNKNOWN
            case _:
                return UNKNOWN
    finally:
        walk.trace = trace
