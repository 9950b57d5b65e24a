"""tf.range of a loop's counter has as many elements as the counter says; the function is a closure."""

import tensorflow as tf


def make_positions(scale):
    @tf.function
    def positions(indices):
        return tf.reduce_sum(tf.cast(indices, tf.float32) * scale)

    return positions


def run():
    positions = make_positions(0.5)
    length = 2
    results = []
    while length <= 16:
        results.append(positions(tf.range(length)).numpy())  # expect: tf-shape-retrace
        length *= 2
    return {"results": results, "traces": positions.experimental_get_tracing_count()}
