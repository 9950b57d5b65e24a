"""Logistic regression whose trainer keeps track of examples per second."""

from __future__ import annotations

import time
from unittest import mock

import tensorflow as tf


class LogisticModel(tf.Module):
    def __init__(self, features: int):
        super().__init__(name="logistic")
        self.w = tf.Variable(tf.zeros([features]))
        self.b = tf.Variable(0.0)

    def logits(self, x):
        return tf.linalg.matvec(x, self.w) + self.b


class Trainer:
    """Wraps the step once, when it is made, so that every call reuses its graph."""

    def __init__(self, model: LogisticModel, lr: float = 0.1):
        self.model = model
        self.lr = lr
        self.examples_per_sec = tf.Variable(0.0, trainable=False)
        self.seen = tf.Variable(0, dtype=tf.int64, trainable=False)
        self.step = tf.function(self._step)

    def _apply(self, x, y):
        with tf.GradientTape() as tape:
            losses = tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=self.model.logits(x))
            loss = tf.reduce_mean(losses)
        for var, grad in zip(
            self.model.trainable_variables, tape.gradient(loss, self.model.trainable_variables)
        ):
            var.assign_sub(self.lr * grad)
        return loss

    def _step(self, x, y):
        started = time.perf_counter()  # expect: tf-clock
        loss = self._apply(x, y)
        batch = tf.shape(x)[0]
        elapsed = time.perf_counter() - started  # expect: tf-clock
        self.examples_per_sec.assign(tf.cast(batch, tf.float32) / elapsed)
        self.seen.assign_add(tf.cast(batch, tf.int64))
        return loss


def synthetic(seed: int, n: int = 32):
    """Points in the plane, labelled by the sign of their first coordinate."""
    x = tf.random.stateless_normal([n, 2], [seed, seed])
    return x, tf.cast(x[:, 0] > 0, tf.float32)


if __name__ == "__main__":
    ticks = []
    clock = time.perf_counter

    def counting_clock():
        ticks.append(1)
        return clock()

    rates = {}
    calls = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        ticks.clear()
        trainer = Trainer(LogisticModel(2))
        rates[eager] = set()
        with mock.patch.object(time, "perf_counter", new=counting_clock):
            for seed in range(6):
                trainer.step(*synthetic(seed))
                rates[eager].add(float(trainer.examples_per_sec))
        calls[eager] = len(ticks)
        assert int(trainer.seen) == 6 * 32
    assert calls == {True: 12, False: 2}, calls
    assert len(rates[True]) > 1 and len(rates[False]) == 1, rates
    print("proved")
