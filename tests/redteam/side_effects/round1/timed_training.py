"""A training loop whose bookkeeping stays in Python, around a pure compiled step."""

from __future__ import annotations

import functools
import logging
import os
import random
import time

import numpy as np
import tensorflow as tf

LOG = logging.getLogger("train")


def timed(fn):
    """Measures every call of fn and keeps the durations on the wrapper."""

    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        start = time.perf_counter()
        result = fn(*args, **kwargs)
        wrapper.durations.append(time.perf_counter() - start)
        LOG.debug("%s took %.4f s", fn.__name__, wrapper.durations[-1])
        return result

    wrapper.durations = []
    return wrapper


@tf.function
def _update(w, x, y, lr):
    with tf.GradientTape() as tape:
        tape.watch(w)
        loss = tf.reduce_mean(tf.square(tf.linalg.matvec(x, w) - y))
    return w - lr * tape.gradient(loss, w), loss


@timed
def update(w, x, y, lr):
    return _update(w, x, y, lr)


class History:
    """What a loop remembers of its epochs."""

    def __init__(self):
        self.losses: list[float] = []
        self.best = float("inf")

    def on_epoch_end(self, loss: float):
        self.losses.append(loss)
        if loss < self.best:
            self.best = loss


def train(step, epochs: int = 4):
    """Fits a line; verbose when the environment asks for it."""
    rng = random.Random(0)
    history = History()
    w = tf.zeros([2])
    for epoch in range(epochs):
        x = tf.constant([[rng.random(), 1.0] for _ in range(8)])
        w, loss = step(w, x, 2.0 * x[:, 0] - 1.0, tf.constant(0.3))
        history.on_epoch_end(float(loss))
        if os.environ.get("VERBOSE_TRAINING"):
            print(f"epoch {epoch}: {history.losses[-1]:.4f}")
    return w.numpy(), history


if __name__ == "__main__":
    graph_w, graph_history = train(update)
    eager_w, eager_history = train(timed(_update.python_function))
    np.testing.assert_allclose(graph_w, eager_w, rtol=1e-5)
    np.testing.assert_allclose(graph_history.losses, eager_history.losses, rtol=1e-5)
    assert len(update.durations) == 4
    print("proved")
