"""Each name gets its value on one side only, and is used behind the condition."""

import tensorflow as tf


@tf.function
def normalise(x):
    total = tf.reduce_sum(x)
    if total > 0.0:  # expect: tf-branch-undefined
        scale = 1.0 / total
    return x * scale


@tf.function
def halves(x):
    if tf.size(x) < 2:  # expect: tf-branch-undefined
        pass
    else:
        left, right = x[:1], x[1:]
    return tf.concat([right, left], 0)


@tf.function
def chosen(x):
    picked = x if tf.reduce_max(x) > 0.0 else None  # expect: tf-branch-undefined
    return picked


def run():
    values = [tf.constant([value, 1.0]) for value in (1.0, 2.0, 3.0)]
    return [[f(v).numpy().tolist() for v in values] for f in (normalise, halves, chosen)]
