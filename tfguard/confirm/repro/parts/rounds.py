"""Python asks the condition of the flagged loop again and again while the graph is made."""

from __future__ import annotations

import tensorflow as tf

from tfguard.confirm.repro.parts.common import NOTES, cannot_tell, conclude, run

ENOUGH = 16


def main():
    """Count how often the condition is asked while tracing."""
    graph = run("graph")
    asked = max(map(len, graph.notes), default=0)
    print("while tracing the condition was asked {} times".format(asked))
    if graph.error is not None:
        return cannot_tell(graph.error)
    return conclude(asked > ENOUGH)


@tf.autograph.experimental.do_not_convert
def repro_look(value):
    """Note that the condition is asked."""
    NOTES[-1].append(1)
    return value
