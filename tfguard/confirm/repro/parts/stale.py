"""What the flagged place reads changes between calls: eager calls read it again, graph calls do not."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, cannot_tell, conclude, same, show
from tfguard.confirm.repro.parts.describing import describe
from tfguard.confirm.repro.parts.driving import drive


def main():
    """Let the code make its calls in both modes, and compare what they read and return."""
    eager, graph = drive("eager"), drive("graph")
    pairs = list(zip(eager.calls, graph.calls))
    for title, name in (("read at the flagged place", "notes"), ("returned", "results")):
        columns = [[getattr(call, name) or "-" for call in one] for one in zip(*pairs)]
        show(title + " (eager | graph):", *columns)
    if eager.error is not None or graph.error is not None:
        return cannot_tell(eager.error or graph.error)
    old = list(stale(pairs))
    if not all(same(one.results, other.results) for one, other in pairs[: old[0] if old else None]):
        return cannot_tell("the results differ in any case")
    telling = [pair for pair in map(pairs.__getitem__, old) if pair[0].results or pair[1].results]
    differs = any(not same(one.results, other.results) for one, other in telling)
    return conclude(bool(old) and (differs or not telling))


def stale(pairs):
    """Give the calls that were served by a trace made when the place would have read another value."""
    then = None
    for number, (eager, graph) in enumerate(pairs):
        if graph.traces or graph.notes:
            then = eager.notes
        elif then and eager.notes and eager.notes != then:
            yield number


@tf.autograph.experimental.do_not_convert
def repro_look(value):
    """Note what the flagged place reads."""
    NOTES[-1].append(describe(value))
    return value
