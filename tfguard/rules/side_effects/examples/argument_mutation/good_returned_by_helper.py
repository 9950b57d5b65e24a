"""An untraced function may change what it is given; a helper may change a list that the traced call made."""

import tensorflow as tf


def add(parts, value):
    parts.append(value)


@tf.function
def pair(value):
    parts = [value]
    add(parts, value * 2.0)
    return tf.stack(parts)


def collect(values, outputs):
    for value in values:
        outputs.append(pair(tf.constant(value)).numpy())
    return outputs


def run():
    return collect([1.0, 2.0], [])
