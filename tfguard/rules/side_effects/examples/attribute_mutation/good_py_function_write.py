"""The body of a py_function runs at each call: it may write attributes, with values."""

import tensorflow as tf


class Monitor:
    def __init__(self):
        self.calls = 0
        self.last = 0.0

    def record(self, loss):
        self.calls += 1
        self.last = float(loss)

    @tf.function
    def step(self, weights):
        tf.py_function(self.record, [tf.reduce_sum(weights)], [])
        return weights * 0.5


def run():
    monitor = Monitor()
    weights = tf.constant([2.0, 2.0])
    for _ in range(3):
        weights = monitor.step(weights)
    return monitor.calls, monitor.last
