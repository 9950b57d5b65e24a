"""Few rounds, layers one after the other, and long loops without operations."""

import tensorflow as tf

LAYERS = [tf.nn.relu, tf.tanh, tf.sin]
DEEP = [tf.abs] * 5 + [tf.nn.relu, tf.abs, tf.nn.relu, tf.abs, tf.nn.relu]


@tf.function
def step(x):
    total = 0.0
    for index in range(1000):
        total += 0.5 * index
    for layer in LAYERS:
        x = layer(x)
    for layer in DEEP:
        x = layer(x)
    for _ in range(8):
        x = x * 0.5 + 1.0
    return x + total


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.constant(1.0)
    return {"results": [float(step(x * v)) for v in (1.0, 2.0, 3.0)], "operations": operations(step, x)}
