"""Texts that are kept in a name until they are raised."""

import tensorflow as tf


@tf.function
def checked(x, limit=2):
    message = f"too many axes: {x}"
    few = "one axis only: {}".format(x)
    if len(x.shape) > limit:
        raise ValueError(message)
    if len(x.shape) < limit:
        raise ValueError(few) from None
    return tf.reduce_sum(x)


def run():
    return [float(checked(tf.ones([2, 2]) * scale)) for scale in (1.0, 2.0, 3.0)]
