"""Flags unusual network traffic; settings are scoped with context managers."""
import contextlib
import functools
import time

import tensorflow as tf


@contextlib.contextmanager
def stage(name):
    with tf.name_scope(name):
        yield name


@contextlib.contextmanager
def stopwatch(times, key):
    started = time.perf_counter()
    yield
    times[key] = time.perf_counter() - started


@functools.lru_cache(maxsize=8)
def column_names(count):
    return [f"feature_{number}" for number in range(count)]


class Monitor(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.mean = tf.Variable(tf.zeros([width]))
        self.scale = tf.Variable(tf.ones([width]))

    @functools.cached_property
    def columns(self):
        return column_names(self.mean.shape[0])

    @property
    def threshold(self):
        return tf.reduce_sum(self.scale) + 3.0

    @tf.function
    def update(self, batch):
        with stage("moments"):
            mean, variance = tf.nn.moments(batch, axes=[0])
        with stage("assign"):
            self.mean.assign(0.5 * (self.mean + mean))
            self.scale.assign(tf.sqrt(variance + 1e-3))

    @tf.function
    def unusual(self, batch):
        distance = tf.reduce_sum(tf.abs(batch - self.mean) / self.scale, axis=1)
        return distance > self.threshold


@functools.singledispatch
def describe(value):
    return str(value)


@describe.register
def _(value: bool):
    return "unusual" if value else "usual"


def main():
    monitor, times = Monitor(width=3), {}
    with stopwatch(times, "update"):
        for seed in tf.constant([[0, 1], [0, 2], [0, 3]]):
            monitor.update(tf.random.stateless_normal([32, 3], seed))
    with stopwatch(times, "score"):
        flags = monitor.unusual(tf.constant([[0.1, 0.0, -0.2], [9.0, 9.0, 9.0]]))
    return [describe(bool(flag)) for flag in flags], monitor.columns, times


if __name__ == "__main__":
    words, columns, times = main()
    tf.config.run_functions_eagerly(True)
    eager, _, _ = main()
    tf.config.run_functions_eagerly(False)
    assert words == eager == ["usual", "unusual"] and len(columns) == 3 and set(times) == {"update", "score"}
    print("proved")
