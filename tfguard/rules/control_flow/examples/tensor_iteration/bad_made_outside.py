"""A tensor that was made outside of the graph has no elements in it either."""

import tensorflow as tf

SCALES = tf.constant([1.0, 2.0])


class Scaler:
    def __init__(self):
        self.bounds = tf.constant([0.0, 5.0])

    @tf.function
    def __call__(self, x):
        low, high = self.bounds  # expect: tf-tensor-iteration
        return tf.clip_by_value(x, low, high)


@tf.function
def spread(x):
    return tf.stack([x * scale for scale in SCALES])  # expect: tf-tensor-iteration


def run():
    scaler = Scaler()
    values = [tf.constant([value]) for value in (-1.0, 1.0, 9.0)]
    return [scaler(v).numpy().tolist() for v in values], [spread(v).numpy().tolist() for v in values]
