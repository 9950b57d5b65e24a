"""A helper sums segments, in one branch of a condition; the compiled function is wrapped by a partial."""

import functools

import tensorflow as tf

compiled = functools.partial(tf.function, jit_compile=True)


def pooled(x, ids):
    return tf.math.segment_sum(x, ids)  # expect: tf-jit-incompatible


class Pool:
    @compiled
    def __call__(self, x, ids):
        if tf.reduce_sum(x) > 0.0:
            return tf.reduce_max(pooled(x, ids))
        return tf.reduce_max(x)


def run():
    pool = Pool()
    return [pool(tf.constant([value, 1.0]), tf.constant([0, 1])).numpy() for value in (1.0, 2.0, 3.0)]
