"""Raises alarms for turbines whose vibrations are unlikely under a normal distribution."""
import logging
import math

import tensorflow as tf

log = logging.getLogger("turbine")
LEVELS = ["quiet", "watch", "stop"]
ADVICE = ["keep running", "look again tomorrow", "stop and inspect"]


@tf.function
def surprise(window: tf.Tensor, mean: tf.Tensor, spread: tf.Tensor) -> tf.Tensor:
    """The mean negative log-likelihood of the window."""
    constant = math.log(spread) + 0.5 * math.log(2.0 * math.pi)  # expect: tf-python-cast
    return constant + tf.reduce_mean(0.5 * tf.square((window - mean) / spread))


@tf.function
def z_score(window: tf.Tensor, mean: tf.Tensor, spread: tf.Tensor) -> tf.Tensor:
    return tf.abs(tf.reduce_mean(window) - mean) / (spread / math.sqrt(window.shape[0]))


@tf.function
def advice(score: tf.Tensor) -> tf.Tensor:
    level = tf.cast(score > 2.0, tf.int32) + tf.cast(score > 6.0, tf.int32)
    text = ADVICE[int(level)]  # expect: tf-python-cast
    return tf.strings.upper(text)


def fit_normal(history):
    return tf.reduce_mean(history), tf.math.reduce_std(history)


def monitor(windows, history):
    mean, spread = fit_normal(history)
    for window in windows:
        score = z_score(window, mean, spread)
        level = LEVELS[int(score > 2.0) + int(score > 6.0)]
        log.info("%s: %s, surprise %.2f", level, advice(score), surprise(window, mean, spread))


def measurements():
    history = tf.random.stateless_normal([200], [5, 5])
    return history, [history[:20], history[20:40] + 1.5]


if __name__ == "__main__":
    past, present = measurements()
    normal = fit_normal(past)
    eager = [surprise.python_function(window, *normal) for window in present]
    assert float(eager[0]) < float(eager[1])
    assert advice.python_function(tf.constant(9.0)).numpy() == b"STOP AND INSPECT"
    assert abs(float(z_score(present[1], *normal)) - float(z_score.python_function(present[1], *normal))) < 1e-4
    for call, text, line in (
        (lambda: surprise(present[0], *normal), "must be real number, not SymbolicTensor", "math.log(spread)"),
        (lambda: advice(tf.constant(9.0)), "list indices must be integers or slices", "ADVICE[int(level)]"),
    ):
        try:
            call()
        except TypeError as error:
            assert text in str(error) and line in str(error), error
        else:
            raise AssertionError(line)
    try:
        monitor(present, past)
    except TypeError:
        print("proved")
