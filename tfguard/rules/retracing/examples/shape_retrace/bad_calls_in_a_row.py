"""Three calls with three shapes: the first of them is marked."""

import tensorflow as tf


@tf.function
def total(values):
    return tf.reduce_sum(values)


def run():
    small = total(tf.ones([2]))  # expect: tf-shape-retrace
    medium = total(tf.ones([4]))
    large = total(tf.ones([2, 4]))
    results = [small.numpy(), medium.numpy(), large.numpy()]
    return {"results": results, "traces": total.experimental_get_tracing_count()}
