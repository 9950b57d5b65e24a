"""The body of a py_function or numpy_function is ordinary Python that runs at each call."""

import contextlib
import io

import tensorflow as tf


def show(value):
    print(f"value {value.numpy().sum():.1f}")


def show_array(array):
    print(f"array sums to {array.sum():.1f}")
    return array


@tf.function
def double(value):
    tf.py_function(show, [value], [])
    same = tf.numpy_function(show_array, [value], tf.float32)
    return same * 2.0


def run():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        results = [double(tf.constant([float(step)])).numpy() for step in range(3)]
    return results, sorted(output.getvalue().splitlines())
