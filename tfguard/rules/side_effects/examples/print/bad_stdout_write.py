"""Writing to sys.stdout is the same Python side effect as print."""

import contextlib
import io
import sys

import tensorflow as tf


@tf.function
def accumulate(total, batch):
    sys.stdout.write(".")  # expect: tf-print
    return total + tf.reduce_sum(batch)


def run():
    output = io.StringIO()
    total = tf.constant(0.0)
    with contextlib.redirect_stdout(output):
        for _ in range(5):
            total = accumulate(total, tf.ones([4]))
    return output.getvalue(), total.numpy()
