"""Root finding for the Kepler equation and for yields."""
import math
from typing import Tuple

import tensorflow as tf

TOLERANCE = 1e-5
MAX_NEWTON = 20


def kepler(anomaly: tf.Tensor, mean: tf.Tensor, eccentricity: tf.Tensor) -> tf.Tensor:
    return anomaly - eccentricity * tf.sin(anomaly) - mean


@tf.function
def newton(mean: tf.Tensor, eccentricity: tf.Tensor) -> tf.Tensor:
    anomaly = mean
    for _ in range(MAX_NEWTON):  # allow: tf-tensor-break-in-python-loop
        change = kepler(anomaly, mean, eccentricity) / (1.0 - eccentricity * tf.cos(anomaly))
        anomaly -= change
        if tf.abs(change) < TOLERANCE:  # expect: tf-tensor-break-in-python-loop
            break  # allow: tf-tensor-break-in-python-loop
    return anomaly


@tf.function
def damped(mean: tf.Tensor, eccentricity: tf.Tensor) -> tf.Tensor:
    """The slow and safe iteration."""
    anomaly = mean
    while True:  # allow: tf-tensor-break-in-python-loop
        following = mean + eccentricity * tf.sin(anomaly)
        if tf.abs(following - anomaly) < TOLERANCE:  # expect: tf-tensor-break-in-python-loop
            break  # allow: tf-tensor-break-in-python-loop
        anomaly = 0.5 * (anomaly + following)
    return following


@tf.function
def halve(low: tf.Tensor, high: tf.Tensor, mean: tf.Tensor, eccentricity: tf.Tensor) -> Tuple[tf.Tensor, tf.Tensor]:  # allow: tf-autograph-unconverted
    """One step of the bisection."""
    middle: tf.Tensor = 0.5 * (low + high)
    if kepler(middle, mean, eccentricity) > 0.0:  # allow: tf-autograph-unconverted, tf-tensor-bool-unconverted
        left: tf.Tensor = low  # expect: tf-autograph-unconverted
        right: tf.Tensor = middle  # allow: tf-autograph-unconverted
    else:
        left, right = middle, high
    return left, right


def main() -> tf.Tensor:
    mean, eccentricity = tf.constant(0.8), tf.constant(0.3)
    low, high = tf.constant(0.0), tf.constant(math.pi)
    for _ in range(12):
        low, high = halve(low, high, mean, eccentricity)
    return tf.stack([newton(mean, eccentricity), damped(mean, eccentricity), low])


if __name__ == "__main__":
    mean, eccentricity = tf.constant(0.8), tf.constant(0.3)
    roots = [float(solver.python_function(mean, eccentricity)) for solver in (newton, damped)]
    assert abs(roots[0] - roots[1]) < 1e-3, roots
    try:
        newton(mean, eccentricity)
    except NotImplementedError as error:
        assert "break and return statements which depend on a TF condition are not supported" in str(error), error
    else:
        raise AssertionError("newton was traced")
    try:
        damped(mean, eccentricity)
    except NotImplementedError as error:
        assert "The condition of while loop started as non-Tensor, then changed to Tensor" in str(error), error
    else:
        raise AssertionError("damped was traced")
    low, high = tf.constant(0.0), tf.constant(math.pi)
    left, right = halve.python_function(low, high, mean, eccentricity)
    assert float(left) < roots[0] < float(right)
    try:
        halve(low, high, mean, eccentricity)
    except tf.errors.OperatorNotAllowedInGraphError as error:
        assert "as a Python `bool` is not allowed" in str(error), error
    else:
        raise AssertionError("halve was converted")
    print("proved")
