"""`continue` works in a Python loop; so does `break` in one that stands in a tensor's branch."""

import tensorflow as tf


@tf.function
def total(x):
    result = tf.zeros_like(x)
    for value in [1.0, 2.0, 3.0]:
        if x < value:
            continue
        result += value
    if result > 2.0:
        for count in range(5):
            if count == 2:
                break
            result += 1.0
    return result


def run():
    return [float(total(tf.constant(value))) for value in (0.0, 2.0, 5.0)]
