"""A constant of the module says how often; the loop stands in a helper."""

import tensorflow as tf

STEPS = 50


def diffuse(x):
    for _ in range(STEPS):  # expect: tf-python-loop-unroll
        x = 0.5 * tf.roll(x, 1, axis=0) + 0.5 * x
    return x


@tf.function
def step(x):
    return diffuse(x)


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.constant([1.0, 2.0, 3.0])
    return {"results": [step(x * v).numpy().tolist() for v in (1.0, 2.0, 3.0)], "operations": operations(step, x)}
