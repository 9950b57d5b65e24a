"""With a number's format, tracing raises."""

import tensorflow as tf


@tf.function
def caption(x):
    mean = tf.reduce_mean(x)
    return tf.strings.join(["mean", f"{mean:.2f}"])  # expect: tf-string-format


def run():
    return [caption(tf.constant([value])).numpy().decode() for value in (1.0, 2.0, 3.0)]
