"""tf.range, a tensor and a tensor's `while` keep one body."""

import tensorflow as tf


@tf.function
def step(x):
    for _ in tf.range(100):
        x = 0.5 * tf.sin(x) + 0.5
    count = tf.constant(0)
    while count < 50:
        x = x + 0.01
        count += 1
    return x


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.constant(1.0)
    return {"results": [float(step(x * v)) for v in (1.0, 2.0, 3.0)], "operations": operations(step, x)}
