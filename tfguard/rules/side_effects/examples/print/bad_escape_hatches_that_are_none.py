"""Neither init_scope nor do_not_convert makes Python code run at each call."""

import contextlib
import io

import tensorflow as tf


@tf.autograph.experimental.do_not_convert
def report(value):
    print("value", value)  # expect: tf-print


@tf.function
def scale(value):
    report(value)
    with tf.init_scope():
        print("called")  # expect: tf-print
    return value * 2.0


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        for step in range(3):
            scale(tf.constant(float(step)))
    return len(output.getvalue().splitlines())
