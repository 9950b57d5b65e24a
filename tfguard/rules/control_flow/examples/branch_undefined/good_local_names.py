"""Names of one branch, names that are bound again before they are read, and Python's conditions."""

import tensorflow as tf


@tf.function
def step(x, double=True):
    if x > 0.0:
        half = x / 2.0
        for factor in [1.0, 2.0]:
            half = half * factor
        x = x + half
    if x > 10.0:
        scaled = x / 10.0
        x = scaled
    scaled = x * 3.0
    if double:
        extra = scaled
    if double and x.dtype.is_floating:
        x = x + extra
    total = [part for part in (x, scaled)]
    if x > 3.0:
        part = total[0]
        x = part + 1.0
    return x + scaled


def run():
    return [float(step(tf.constant(value))) for value in (-1.0, 1.0, 40.0)]
