"""Both modes in one run, to compare them: the same function before and after the switch."""

import tensorflow as tf


@tf.function
def step(x):
    return x * 2.0


def results():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]


def run():
    graph = results()
    tf.config.run_functions_eagerly(True)
    eager = results()
    return {"results": [*graph, *eager], "wanted": [2.0, 4.0, 6.0, 2.0, 4.0, 6.0]}
