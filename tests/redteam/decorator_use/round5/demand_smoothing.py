"""Exponential smoothing of demand series, compiled through a small decorator of the project."""
import functools

import tensorflow as tf


def graph_op(*specs):
    """Compiles a function for arguments of the given kinds."""
    def wrap(function):
        compiled = tf.function(function, input_signature=list(specs))  # allow: tf-bad-input-signature
        return functools.update_wrapper(compiled, function)
    return wrap


SERIES = tf.TensorSpec([None], tf.float32)
SCALAR = tf.TensorSpec([], tf.float32)


@graph_op(SERIES, SCALAR)
def level(series, alpha):
    return tf.scan(lambda past, now: past + alpha * (now - past), series)


def holt_winters():
    @graph_op(SERIES, SCALAR, SCALAR, SCALAR)  # expect: tf-bad-input-signature
    def trend(series, alpha, beta):  # allow: tf-bad-input-signature
        smooth = level(series, alpha)
        slope = smooth[1:] - smooth[:-1]
        return smooth[-1] + tf.reduce_mean(slope) * beta

    return trend


def seasonal(period=4):
    @graph_op(SERIES, tf.float32)  # expect: tf-bad-input-signature
    def profile(series, scale):  # allow: tf-bad-input-signature
        return tf.reduce_mean(tf.reshape(series, [-1, period]), axis=0) * scale

    return profile


def demand():
    return tf.constant([5.0, 7.0, 6.0, 9.0, 6.0, 8.0, 7.0, 10.0])


def forecast():
    series, half = demand(), tf.constant(0.5)
    smooth = level(series, half)
    return smooth, holt_winters()(series, half, half), seasonal()(series, half)


def complaint(build):
    try:
        build()
    except TypeError as error:
        return str(error)
    raise AssertionError("the signature was taken")


if __name__ == "__main__":
    series, half = demand(), tf.constant(0.5)
    assert level(series, half).numpy().tolist() == level.python_function(series, half).numpy().tolist()
    assert "input_signature contains 1 extra type constraints" in complaint(holt_winters), complaint(holt_winters)
    assert "must be a possibly nested sequence of TensorSpec" in complaint(seasonal), complaint(seasonal)
    assert "extra type constraints" in complaint(forecast)
    print("proved")
