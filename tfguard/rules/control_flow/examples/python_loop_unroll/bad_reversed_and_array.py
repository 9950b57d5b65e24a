"""Elements of an array, and indices in reverse order."""

import numpy as np
import tensorflow as tf

RATES = np.linspace(0.1, 0.9, 48).astype(np.float32)


@tf.function
def returns(rewards):
    total = tf.zeros_like(rewards[0])
    for index in reversed(range(36)):  # expect: tf-python-loop-unroll
        total = rewards[index] + 0.9 * total
    for rate in RATES:  # expect: tf-python-loop-unroll
        total = total * rate + 1.0
    return total


def operations(function, x):
    return len(function.get_concrete_function(x).graph.get_operations())


def run():
    x = tf.ones([36])
    return {"results": [float(returns(x * v)) for v in (1.0, 2.0, 3.0)], "operations": operations(returns, x)}
