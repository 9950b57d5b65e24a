"""The loop makes calls of the traced function, and is no part of it."""

import tensorflow as tf


@tf.function
def step(x):
    return 0.5 * tf.sin(x) + 0.5


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.constant(1.0)
    for _ in range(100):
        x = step(x)
    return {"results": [float(x)], "operations": operations(step, x)}
