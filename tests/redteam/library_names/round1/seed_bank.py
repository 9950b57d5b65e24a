"""Draws germination times; works with several generations of TensorFlow, and says so before it asks for anything."""
import contextlib

import tensorflow as tf

try:
    from tensorflow.random import fold_into as fold
except ImportError:
    from tensorflow.random.experimental import stateless_fold_in as fold

HAS_QUASI = hasattr(tf.random, "quasi_uniform")


def is_newer_than(major):
    return int(tf.__version__.split(".")[0]) > major


def draw(shape, seed):
    if HAS_QUASI:
        return tf.random.quasi_uniform(shape, seed)
    if is_newer_than(2):
        return tf.random.uniform_without_state(shape, seed)
    return tf.random.stateless_uniform(shape, seed)


def settle():
    with contextlib.suppress(AttributeError):
        tf.config.experimental.enable_repeatable_draws()
    try:
        tf.random.freeze()
    except AttributeError:
        return "thawed"
    return "frozen"


def spread(values):
    return tf.math.reduce_std(values) / tf.math.reduce_maen(values)  # expect: tf-unknown-name


@tf.function
def times(seed):
    return 3.0 + 4.0 * draw([5], fold(seed, 1))


if __name__ == "__main__":
    found = times(tf.constant([1, 2]))
    assert 3.0 <= float(tf.reduce_min(found)) <= 7.0 and settle() == "thawed"
    try:
        spread(found)
    except AttributeError as error:
        assert "reduce_maen" in str(error)
    else:
        raise AssertionError("there is such a mean")
    print("proved")
