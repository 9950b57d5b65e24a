"""Reports metrics from inside a compiled step through the host."""

from __future__ import annotations

import collections
import contextlib
import io
import random
import time

import numpy as np
import tensorflow as tf


class HostLog:
    """Everything here runs in Python on every step."""

    def __init__(self, keep: int = 100):
        self.rows: collections.deque = collections.deque(maxlen=keep)
        self.last_time = 0.0
        self.jitter: list[float] = []

    def write(self, step, loss):
        """Receives eager tensors."""
        self.rows.append((int(step), float(loss)))
        self.last_time = time.time()
        print(f"step {int(step)} loss {float(loss):.3f}")

    def noise(self, shape):
        value = np.full(shape, random.random(), np.float32)
        self.jitter.append(float(value.flat[0]))
        return value


class Regression(tf.Module):
    def __init__(self, features: int, log: HostLog):
        super().__init__()
        self.log = log
        self.w = tf.Variable(tf.zeros([features]))
        self.step = tf.Variable(0, trainable=False)

    def noisy(self, x):
        noise = tf.numpy_function(self.log.noise, [tf.shape(x)], tf.float32, stateful=True)
        noise.set_shape(x.shape)
        return x + 1e-3 * noise

    @tf.function
    def train_step(self, x, y):
        x = self.noisy(x)
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.linalg.matvec(x, self.w) - y) ** 2)
        self.w.assign_sub(0.1 * tape.gradient(loss, self.w))
        self.step.assign_add(1)
        tf.py_function(self.log.write, [self.step, loss], [])
        return loss


def train(eager: bool, steps: int = 4):
    """Trains and returns what the host saw."""
    tf.config.run_functions_eagerly(eager)
    random.seed(1)
    log = HostLog()
    model = Regression(3, log)
    with contextlib.redirect_stdout(io.StringIO()) as out:
        for seed in range(steps):
            x = tf.random.stateless_normal([8, 3], [seed, 0])
            model.train_step(x, x[:, 0])
    return log, out.getvalue().count("loss"), model.w.numpy()


if __name__ == "__main__":
    eager, eager_lines, eager_w = train(True)
    graph, graph_lines, graph_w = train(False)
    assert eager_lines == graph_lines == 4
    assert [row[0] for row in eager.rows] == [row[0] for row in graph.rows] == [1, 2, 3, 4]
    np.testing.assert_allclose([r[1] for r in eager.rows], [r[1] for r in graph.rows], rtol=1e-5)
    assert eager.jitter == graph.jitter and len(set(graph.jitter)) == 4
    np.testing.assert_allclose(eager_w, graph_w, rtol=1e-5)
    print("proved")
