"""A memo that keeps a tensor made while tracing: the trace for the next shape finds one of another graph."""

import tensorflow as tf

_masks = {}


def causal_mask(size):
    if size not in _masks:
        _masks[size] = tf.linalg.band_part(
            tf.ones([size, size]), -1, 0
        )  # expect: tf-tensor-leak
    return _masks[size]


@tf.function
def attend(scores):
    return scores * causal_mask(3)


def run():
    first = attend(tf.ones([3, 3]))
    second = attend(tf.ones([2, 3, 3]))
    return tf.reduce_sum(first).numpy(), tf.reduce_sum(second).numpy()
