"""All that is printed is constant for a trace, yet a line for each call was meant."""

import contextlib
import io

import tensorflow as tf


@tf.function
def evaluate(logits, labels):
    print("evaluated a batch of shape", logits.shape, logits.dtype)  # expect: tf-print
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        for _ in range(3):
            evaluate(tf.zeros([8, 10]), tf.zeros([8], tf.int32))
    return len(output.getvalue().splitlines())
