"""Under a tensor condition the write is lost altogether: the global keeps its old value."""

import tensorflow as tf

overflowed = False


@tf.function
def clip(value):
    global overflowed
    if value > 10.0:
        overflowed = True  # expect: tf-global-write
        value = tf.constant(10.0)
    return value


def run():
    clipped = [clip(tf.constant(value)).numpy() for value in (5.0, 50.0)]
    return clipped, bool(overflowed)
