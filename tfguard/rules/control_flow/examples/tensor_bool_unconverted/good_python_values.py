"""Python's own values, tensors made outside, and operators on tensors, where nothing is converted."""

import tensorflow as tf

FLAG = tf.constant(True)
SIZES = [1, 2, 3]


@tf.function(autograph=False)
def step(x, training=False, rate=None):
    widest = max(SIZES)
    if training or rate is None:
        x = x * 2.0
    if FLAG:
        x = x + float(widest)
    if x.shape.rank == 1 and any([training, x.dtype == tf.float32]):
        x = tf.where((x > 0.0) & (x < 10.0), x, tf.zeros_like(x))
    return tf.reduce_sum(tf.maximum(x, 0.5))


def run():
    return [float(step(tf.constant([value]))) for value in (-1.0, 1.0, 2.0)]
