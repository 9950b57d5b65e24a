"""What looks like it and is compiled: boolean masks, unique, sorted and unsorted segments, loops, map_fn."""

import tensorflow as tf


@tf.function(jit_compile=True)
def computed(x, ids):
    positive = tf.boolean_mask(x, x > 1.0)
    chosen = tf.reduce_sum(tf.gather(x, tf.where(x > 0.0)[:, 0]))
    values, _ = tf.unique(ids)
    sums = tf.math.unsorted_segment_sum(x, ids, 2)
    for _ in tf.range(2):
        sums = sums + tf.map_fn(tf.square, sums) * 0.5
    best = tf.math.top_k(x, 1).values[0]
    return chosen + tf.reduce_sum(positive) + best + tf.reduce_sum(sums) + tf.cast(tf.size(values), tf.float32)


def run():
    return [float(computed(tf.constant([value, 2.0]), tf.constant([0, 1]))) for value in (1.0, 2.0, 3.0)]
