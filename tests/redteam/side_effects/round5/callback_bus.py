"""A training loop with callbacks on the host around a step that runs as a graph."""

from __future__ import annotations

import logging
import random
import time

import keras
import numpy as np
import tensorflow as tf

logger = logging.getLogger("bus")


class Callback:
    def on_batch_end(self, number: int, logs: dict[str, float]) -> None:
        """Called after every batch, outside the graph."""


class History(Callback):
    def __init__(self):
        self.rows: list[tuple[int, float]] = []
        self.best = float("inf")
        self.durations: list[float] = []
        self._last = time.perf_counter()

    def on_batch_end(self, number, logs):
        self.rows.append((number, round(logs["loss"], 3)))
        self.best = min(self.best, logs["loss"])
        now = time.perf_counter()
        self.durations.append(now - self._last)
        self._last = now
        logger.info("batch %d: %s", number, logs)


class Trainer:
    """Owns the model and the optimizer; `fit` is ordinary Python."""

    def __init__(self, callbacks: list[Callback]):
        self.callbacks = callbacks
        self.weight = tf.Variable([0.0, 0.0])
        self.optimizer = keras.optimizers.SGD(0.1)
        self.batches_seen = 0

    def loss(self, x, y):
        return tf.reduce_mean((tf.linalg.matvec(x, self.weight) - y) ** 2)

    @tf.function
    def train_step(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.loss(x, y)
        (gradient,) = tape.gradient(loss, [self.weight])
        self.optimizer.apply([gradient], [self.weight])
        return self.collect(loss=loss, norm=tf.norm(gradient))

    @staticmethod
    def collect(**values):
        collected = {}
        for name, value in values.items():
            collected[name] = tf.cast(value, tf.float64)
        return collected

    def fit(self, batches):
        order = list(range(len(batches)))
        random.Random(1).shuffle(order)
        for number in order:
            logs = {name: float(value) for name, value in self.train_step(*batches[number]).items()}
            self.batches_seen += 1
            for callback in self.callbacks:
                callback.on_batch_end(number, logs)
            print(f"{self.batches_seen} batches, loss {logs['loss']:.3f}")
        return self


def make_batches(count: int):
    rng = np.random.default_rng(8)
    for _ in range(count):
        x = rng.normal(size=(6, 2)).astype("float32")
        yield tf.constant(x), tf.constant(x @ np.array([1.0, -1.0], "float32"))


if __name__ == "__main__":
    histories = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        history = History()
        trainer = Trainer([history, Callback()]).fit(list(make_batches(5)))
        assert trainer.batches_seen == 5 and len(history.durations) == 5
        histories[eager] = history, trainer.weight.numpy()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(histories[True][1], histories[False][1], rtol=1e-4)
    left, right = histories[True][0], histories[False][0]
    assert [n for n, _ in left.rows] == [n for n, _ in right.rows]
    np.testing.assert_allclose([v for _, v in left.rows], [v for _, v in right.rows], atol=2e-3)
    np.testing.assert_allclose(left.best, right.best, rtol=1e-4)
    print("proved")
