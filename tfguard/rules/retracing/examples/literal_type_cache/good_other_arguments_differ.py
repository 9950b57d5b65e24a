"""Equal numbers beside another shape or another text: the calls have traces of their own."""

import tensorflow as tf


@tf.function
def filled(value, like, name):
    return tf.fill(tf.shape(like), value, name=name)


def run():
    results = [
        filled(1, tf.zeros([2]), "counts").dtype.name,
        filled(1.0, tf.zeros([3]), "counts").dtype.name,
        filled(True, tf.zeros([2]), "flags").dtype.name,
    ]
    return {"results": results, "traces": filled.experimental_get_tracing_count()}
