"""The same in a helper, with `is not None` and an early return."""

import tensorflow as tf

_scale = None


def scale_like(inputs):
    global _scale
    if _scale is not None:
        return _scale
    _scale = tf.Variable(tf.ones_like(inputs) * 2.0)  # expect: tf-global-none-guard
    return _scale


@tf.function
def scaled(inputs):
    return inputs * scale_like(inputs)


def run():
    return [scaled(tf.constant([value, 1.0])).numpy() for value in (1.0, 2.0)]
