"""A list of one round, one that nobody looks at, and entries that the loop replaces."""

import tensorflow as tf


@tf.function
def smooth(x):
    log = []
    state = {"mean": tf.zeros([]), "count": tf.zeros([])}
    last = [x[0]]
    for row in x:
        pair = []
        pair.append(row)
        pair.append(row * 0.5)
        log.append("round")
        state["mean"] = state["mean"] + tf.add_n(pair)
        state["count"] = state["count"] + 1.0
        last[0] = row
    return state["mean"] / state["count"] + last[0]


def run():
    return [float(smooth(tf.fill([3], value))) for value in (1.0, 2.0, 3.0)]
