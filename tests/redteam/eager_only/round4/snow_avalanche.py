"""Assesses the risk of avalanches: rules of experts, some in graph functions without AutoGraph."""
import numpy as np
import tensorflow as tf
from numpy import argmax, interp

SLOPES = [25.0, 30.0, 38.0, 45.0]
RISKS = [0.1, 0.4, 1.0, 0.6]
LEVELS = ("low", "moderate", "high")


def slope_risk(angle):
    """Linear between the known slopes."""
    return interp(angle, SLOPES, RISKS)  # expect: tf-numpy-op


def staged_slope_risk(angle):
    risks = tf.constant(RISKS)
    upper = tf.clip_by_value(tf.searchsorted(SLOPES, tf.reshape(angle, [1]))[0], 1, len(SLOPES) - 1)
    left, right = tf.gather(SLOPES, upper - 1), tf.gather(SLOPES, upper)
    share = tf.clip_by_value((angle - left) / (right - left), 0.0, 1.0)
    return (1.0 - share) * risks[upper - 1] + share * risks[upper]


@tf.function(autograph=False)
def layers(thickness):
    """Number of whole layers, and a name for it."""
    count = int(tf.reduce_sum(thickness) // 10.0)  # expect: tf-python-cast
    return tf.constant(count), tf.constant(LEVELS[min(count, len(LEVELS) - 1)])


@tf.function(autograph=False)
def staged_layers(thickness):
    count = tf.cast(tf.reduce_sum(thickness) // 10.0, tf.int32)
    return count, tf.gather(list(LEVELS), tf.minimum(count, len(LEVELS) - 1))


@tf.function
def report(angle, weights):
    steepest = int(argmax(SLOPES))
    likely = float(interp(31.0, SLOPES, RISKS))
    risk = tf.cast(slope_risk(angle), tf.float32)
    return risk * weights + likely * SLOPES[steepest]


@tf.function
def staged_report(angle, weights):
    steepest = int(argmax(SLOPES))
    likely = float(interp(31.0, SLOPES, RISKS))
    scale = np.asarray(RISKS, np.float32).max()
    return staged_slope_risk(angle) / scale * weights + likely * SLOPES[steepest]


def mountain():
    return tf.constant(33.0), tf.constant([0.5, 2.0]), tf.constant([4.0, 9.0, 12.5])


if __name__ == "__main__":
    angle, weights, thickness = mountain()
    np.testing.assert_allclose(staged_report(angle, weights), report.python_function(angle, weights), rtol=1e-5)
    for value in (20.0, 26.0, 45.0, 60.0):
        steep = tf.constant(value)
        assert abs(float(staged_slope_risk(steep)) - slope_risk(steep)) < 1e-5
    count, name = layers.python_function(thickness)
    staged_count, staged_name = staged_layers(thickness)
    assert int(count) == int(staged_count) == 2 and name == staged_name == b"high"
    try:
        report(angle, weights)
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error) and "interp(angle, SLOPES, RISKS)" in str(error)
    else:
        raise AssertionError("NumPy interpolated a symbolic tensor")
    try:
        layers(thickness)
    except TypeError as error:
        assert "int() argument must be" in str(error), error
    else:
        raise AssertionError("int() took a symbolic tensor")
    print("proved")
