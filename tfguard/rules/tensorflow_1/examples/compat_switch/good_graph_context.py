"""Old graphs have a context of their own, the rest stays eager."""

import tensorflow as tf


@tf.function
def double(x):
    return x * 2.0


def old(value):
    with tf.Graph().as_default(), tf.compat.v1.Session() as session:
        return float(session.run(tf.constant(value) * 2.0))


def run():
    results = [old(1.0), *(float(double(tf.constant(value))) for value in (2.0, 3.0))]
    return {"results": results, "wanted": [2.0, 4.0, 6.0]}
