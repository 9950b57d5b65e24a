"""A library of losses: static, registered, cached by their settings, timed."""
import abc
import contextlib
import functools
import time

import tensorflow as tf

CALLS = {}


def counted(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        CALLS[function.__name__] = CALLS.get(function.__name__, 0) + 1
        return function(*args, **kwargs)

    return wrapper


@contextlib.contextmanager
def timed(record):
    start = time.perf_counter()
    yield
    record.append(time.perf_counter() - start)


class Loss(abc.ABC):
    @staticmethod
    @tf.function
    def reduce(values, weights):
        return tf.reduce_sum(values * weights) / tf.maximum(tf.reduce_sum(weights), 1.0)

    @abc.abstractmethod
    def values(self, truth, prediction):
        """One number for each example."""


class Quantile(Loss):
    def __init__(self, level):
        self.level = tf.constant(level)

    @classmethod
    def median(cls):
        return cls(0.5)

    @tf.function
    def values(self, truth, prediction):
        error = truth - prediction
        return tf.maximum(self.level * error, (self.level - 1.0) * error)

    @functools.cached_property
    def gradient(self):
        return tf.function(lambda truth, prediction: tf.where(truth > prediction, -self.level, 1.0 - self.level))


@functools.lru_cache(maxsize=None)
def focal(gamma):
    """Makes one traced loss for each exponent and keeps it."""

    @tf.function
    def loss(truth, logits):
        p = tf.sigmoid(logits)
        right = tf.where(truth > 0.5, p, 1.0 - p)
        return -tf.reduce_mean((1.0 - right) ** gamma * tf.math.log(right + 1e-7))

    return loss


@counted
@tf.function
def hinge(truth, logits):
    return tf.reduce_mean(tf.nn.relu(1.0 - (2.0 * truth - 1.0) * logits))


def compare(truth, logits, rounds=3):
    seconds, loss = [], Quantile.median()
    for _ in range(rounds):
        with timed(seconds):
            rows = [focal(2.0)(truth, logits), hinge(truth, logits)]
            rows.append(Loss.reduce(loss.values(truth, logits), tf.ones_like(truth)))
            rows.append(tf.reduce_sum(loss.gradient(truth, logits)))
    return tf.stack(rows), seconds


def main():
    return compare(tf.constant([1.0, 0.0, 1.0]), tf.constant([2.0, -1.0, 0.5]))


if __name__ == "__main__":
    graph, seconds = main()
    assert CALLS == {"hinge": 3} and len(seconds) == 3
    assert focal(2.0) is focal(2.0) and focal(2.0).experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    eager, _ = main()
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-6))
    print("proved")
