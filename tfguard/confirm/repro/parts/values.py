"""The flagged expression gives another value at each eager call, and one value for all graph calls."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, WARM_UP, cannot_tell, conclude, is_symbolic, run, show
from tfguard.confirm.repro.parts.describing import describe

RUNNING = [False]
ITEMS = False  # whether the values are a loop's items, of which there may be none


def main():
    """Look at the value of the flagged expression, call by call, in both modes."""
    eager = run("eager")
    RUNNING[0] = False
    graph = run("graph")
    show("values of the flagged expression (eager | graph; nothing where it did not run):", *(
        [", ".join(seen) for seen in one.notes] for one in (eager, graph)
    ))  # fmt: skip
    if eager.error is not None or graph.error is not None:
        return cannot_tell(eager.error or graph.error)
    changes = len({tuple(seen) for seen in eager.notes if seen or ITEMS}) > 1
    running = [tuple(seen) for seen in graph.notes if seen]
    if RUNNING[0]:  # a tensor: its value is known when the graph runs
        return conclude(changes and len(running) > WARM_UP and len(set(running)) == 1)
    return conclude(changes and bool(running) and not any(graph.notes[WARM_UP:]))


@tf.autograph.experimental.do_not_convert
def repro_look(value):
    """Note the value of the flagged expression; that of a graph's tensor, each time the graph runs."""
    if is_symbolic(value):
        RUNNING[0] = True
        tf.py_function(lambda tensor: NOTES[-1].append(describe(tensor)), [value], [])
    else:
        NOTES[-1].append(describe(value))
    return value
