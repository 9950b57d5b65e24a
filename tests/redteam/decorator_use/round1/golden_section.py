"""Golden-section search for the dose that gives the least total cost of a treatment."""
import math

import tensorflow as tf

RATIO = (math.sqrt(5.0) - 1.0) / 2.0
TOLERANCE = 1e-3


def cost(dose):
    """Harm of the illness falls with the dose, harm of the medicine grows."""
    return tf.exp(-1.5 * dose) + 0.2 * dose**2


@tf.function
def minimise(low, high):
    if high - low < TOLERANCE:
        return 0.5 * (low + high)
    left = high - RATIO * (high - low)
    right = low + RATIO * (high - low)
    if cost(left) < cost(right):
        return minimise(low, right)  # expect: tf-recursion
    return minimise(left, high)  # expect: tf-recursion


@tf.function
def minimise_in_a_loop(low, high):
    while high - low >= TOLERANCE:
        left = high - RATIO * (high - low)
        right = low + RATIO * (high - low)
        if cost(left) < cost(right):
            high = right
        else:
            low = left
    return 0.5 * (low + high)


def eager_minimise(low, high):
    tf.config.run_functions_eagerly(True)
    try:
        return float(minimise(low, high))
    finally:
        tf.config.run_functions_eagerly(False)


if __name__ == "__main__":
    interval = tf.constant(0.0), tf.constant(4.0)
    by_loop = float(minimise_in_a_loop(*interval))
    assert abs(eager_minimise(*interval) - by_loop) < 1e-5, by_loop
    assert 0.5 < by_loop < 1.5
    try:
        minimise(*interval)
    except RecursionError as error:
        raise AssertionError("a StagingError was expected") from error
    except Exception as error:
        assert type(error).__name__ == "StagingError", error
        assert "maximum recursion depth exceeded" in str(error)
    else:
        raise AssertionError("the recursion ended")
    print("proved")
