"""Decoupled weight decay with running statistics, compiled under a switch."""

from __future__ import annotations

import logging

import numpy as np
import tensorflow as tf

LOG = logging.getLogger(__name__)


class Statistics(tf.Module):
    """Exponential means of the gradient and its square."""

    def __init__(self, width: int, decay: float = 0.5):
        super().__init__()
        self.decay = decay
        self.first = tf.Variable(tf.zeros([width]), trainable=False)
        self.second = tf.Variable(tf.zeros([width]), trainable=False)

    def observe(self, grad):
        self.first.assign(self.decay * self.first + (1.0 - self.decay) * grad)
        self.second = self.decay * self.second + (1.0 - self.decay) * grad**2  # expect: tf-variable-rebound

    def ratio(self):
        return self.first / (tf.sqrt(self.first**2) + 1e-3)


class Decayed:
    """A quadratic bowl descended with weight decay."""

    level = logging.INFO

    def __init__(self, width: int = 3, compiled: bool = True):
        self.w = tf.Variable(tf.ones([width]))
        self.stats = Statistics(width)
        if compiled:
            self.update = tf.function(self.update, autograph=True)
            self.shrink = tf.function(self.shrink)

    def trace_message(self, text, *args):
        emit = LOG.log
        emit(self.level, text, *args)  # expect: tf-logging

    def update(self, scale):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(scale * self.w**2)
        self.stats.observe(tape.gradient(loss, self.w))
        self.trace_message("updating %d weights", self.w.shape[0])
        self.w.assign_sub(0.1 * self.stats.ratio())
        return loss

    def shrink(self, rate):
        self.w -= rate * self.w  # expect: tf-variable-augmented-assignment
        return self.w


class _Counter(logging.Handler):
    count = 0

    def emit(self, record):
        self.count += 1


def updates(model: Decayed, calls: int = 3):
    handler = _Counter()
    LOG.addHandler(handler)
    losses = [float(model.update(tf.constant(1.0))) for _ in range(calls)]
    LOG.removeHandler(handler)
    return losses, handler.count


if __name__ == "__main__":
    LOG.setLevel(logging.INFO)
    LOG.propagate = False
    plain, graph = Decayed(compiled=False), Decayed()
    (eager_losses, eager_count), (graph_losses, graph_count) = updates(plain), updates(graph)
    np.testing.assert_allclose(eager_losses, graph_losses, rtol=1e-5)
    assert (eager_count, graph_count) == (3, 1), graph_count
    assert np.all(np.isfinite(plain.stats.second))
    assert not hasattr(graph.stats.second, "numpy")
    try:
        graph.stats.second + 1.0
        raise AssertionError("no leak")
    except TypeError as error:
        assert "out of scope" in str(error)
    try:
        Decayed().shrink(tf.constant(0.1))
        raise AssertionError("no error")
    except RuntimeError as error:
        assert "is not supported" in str(error)
    print("proved")
