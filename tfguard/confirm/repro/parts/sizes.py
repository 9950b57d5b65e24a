"""The graph is large, and clearly smaller when the flagged place is another."""

from __future__ import annotations

import numpy as np
import tensorflow as tf

from tfguard.confirm.repro.parts.common import cannot_tell, conclude, run

OTHERWISE = {}  # the flagged lines in another form, by their distance from the mark
HOW = "otherwise"
LEAST = 0  # bytes that have to be saved
SHARE = 1.0  # what the other graph has of the first one's size at most
ONCE = {}


def main():
    """Measure the graph as it is, and with the flagged place in another form."""
    written, other = run("graph", each=measured), run("graph", OTHERWISE, each=measured)
    for one in (written, other):
        if one.error is not None or not one.states:
            return cannot_tell(one.error or "the graph could not be measured")
    size, smaller = written.states[-1], other.states[-1]
    print("the graph has {:,} bytes; {} {:,}".format(size, HOW, smaller))
    return conclude(size - smaller >= LEAST and smaller <= size * SHARE)


def measured(outcome):
    """Measure the graph of the last call."""
    if hasattr(outcome.function, "get_concrete_function"):
        graph = outcome.function.get_concrete_function(*outcome.given, **outcome.named).graph
        outcome.states.append(graph.as_graph_def().ByteSize())


@tf.autograph.experimental.do_not_convert
def repro_lifted(make):
    """Make a tensor once, outside of the graph."""
    if not ONCE:
        with tf.init_scope():
            ONCE["made"] = tf.constant(make())
    return ONCE["made"]


@tf.autograph.experimental.do_not_convert
def repro_half(value):
    """Give the first half of what a loop goes over."""
    if isinstance(value, dict) or hasattr(value, "__next__"):
        value = list(value)
    return value[: len(value) // 2] if isinstance(value, (list, tuple, range, np.ndarray)) else value
