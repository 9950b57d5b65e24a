"""Loops of Python are unrolled: over a list, range, a static shape, a comprehension."""

import tensorflow as tf


@tf.function
def features(x):
    parts = []
    for factor in [1.0, 2.0]:
        for _ in tf.range(2):
            x = x * factor
        parts.append(x)
    for index in range(x.shape[0]):
        parts += [x * float(index)]
    parts.extend([x + float(step) for step in range(2)])
    return tf.stack(parts)


def run():
    return [features(tf.fill([2], value)).numpy().tolist() for value in (1.0, 2.0, 3.0)]
