"""Distributed evaluation with metrics, and host effects through py_function in a replica."""

from __future__ import annotations

import functools
import logging

import keras
import numpy as np
import tensorflow as tf

logger = logging.getLogger("evaluation")


class Alarms:
    """Counts bad batches on the host."""

    def __init__(self):
        self.values: list[float] = []
        self.total = 0

    def notify(self, worst):
        """Called with an eager tensor."""
        self.total += 1
        self.values.append(round(float(worst), 4))
        logger.warning("worst error %.3f", float(worst))
        return np.float32(self.total)


def on_host(method):
    """Makes a Python method callable from a graph."""

    @functools.wraps(method)
    def call(value):
        result = tf.py_function(method, [value], tf.float32)
        result.set_shape([])
        return result

    return call


class Evaluator:
    def __init__(self, strategy, alarms: Alarms):
        self.strategy = strategy
        self.notify = on_host(alarms.notify)
        with strategy.scope():
            self.metrics = {
                "mae": keras.metrics.MeanAbsoluteError(),
                "mse": keras.metrics.MeanSquaredError(),
            }
            self.weight = tf.Variable(2.0)

    def _replica(self, x, y):
        prediction = self.weight * x
        for metric in self.metrics.values():
            metric.update_state(y, prediction)
        return self.notify(tf.reduce_max(tf.abs(prediction - y)))

    @tf.function
    def batch(self, x, y):
        count = self.strategy.run(self._replica, args=(x, y))
        return self.strategy.reduce(tf.distribute.ReduceOp.SUM, count, axis=None)

    @tf.function
    def results(self):
        return {name: metric.result() for name, metric in self.metrics.items()}

    def reset(self):
        for metric in self.metrics.values():
            metric.reset_state()
        logger.info("metrics are reset")


class _Count(logging.Handler):
    count = 0

    def emit(self, record):
        self.count += 1


def evaluate(eager: bool, batches: int = 4):
    tf.config.run_functions_eagerly(eager)
    alarms = Alarms()
    evaluator = Evaluator(tf.distribute.get_strategy(), alarms)
    handler = _Count()
    logger.addHandler(handler)
    counts = []
    for seed in range(batches):
        x = tf.random.stateless_normal([8], [seed, 0])
        counts.append(float(evaluator.batch(x, 3.0 * x)))
    results = {name: float(value) for name, value in evaluator.results().items()}
    evaluator.reset()
    logger.removeHandler(handler)
    return counts, alarms.values, alarms.total, handler.count, results


if __name__ == "__main__":
    logger.propagate = False
    eager, graph = evaluate(True), evaluate(False)
    assert eager[:4] == graph[:4]
    assert graph[0] == [1.0, 2.0, 3.0, 4.0] and graph[2] == graph[3] == 4
    assert len(set(graph[1])) == 4
    for name in eager[4]:
        np.testing.assert_allclose(eager[4][name], graph[4][name], rtol=1e-5)
    print("proved")
