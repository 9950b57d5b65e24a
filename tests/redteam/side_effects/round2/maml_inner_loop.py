"""Model-agnostic meta-learning on sine waves, with fast weights in a list of the call."""

from __future__ import annotations

import dataclasses

import numpy as np
import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class InnerLoop:
    """How a task is adapted to."""

    steps: int = 2
    lr: float = 0.05
    history: tuple = ()


def forward(weights, x):
    w1, b1, w2 = weights
    return tf.matmul(tf.tanh(tf.matmul(x, w1) + b1), w2)


def mse(weights, x, y):
    return tf.reduce_mean((forward(weights, x) - y) ** 2)


def adapt(weights, x, y, config: InnerLoop):
    """Fast weights after some steps of gradient descent; the given list is left alone."""
    fast = list(weights)
    losses = []
    for _ in range(config.steps):
        with tf.GradientTape() as tape:
            tape.watch(fast)
            loss = mse(fast, x, y)
        for k, gradient in enumerate(tape.gradient(loss, fast)):
            fast[k] = fast[k] - config.lr * gradient
        losses.append(loss)
        config = dataclasses.replace(config, history=(*config.history, loss))
    assert len(losses) == len(config.history)
    return fast, losses


def with_last(rows, row):
    """A new list with one more row."""
    rows = rows + [row]
    return rows


class MetaLearner:
    def __init__(self, hidden: int = 6, config: InnerLoop | None = None):
        self.config = config or InnerLoop()
        shapes = [(1, hidden), (hidden,), (hidden, 1)]
        self.weights = [tf.Variable(tf.random.stateless_normal(s, [k, 3])) for k, s in enumerate(shapes)]

    @tf.function
    def meta_step(self, tasks):
        """One outer step over tasks ((x, y), (x', y')); returns the losses before and after."""
        outer, report = [], []
        with tf.GradientTape() as tape:
            start = [tf.convert_to_tensor(w) for w in self.weights]
            for support, query in tasks:
                fast, losses = adapt(start, *support, self.config)
                outer.append(mse(fast, *query))
                report = with_last(report, tf.stack(losses))
            total = tf.add_n(outer)
        for variable, gradient in zip(self.weights, tape.gradient(total, self.weights)):
            variable.assign_sub(0.01 * gradient)
        report += [tf.stack(outer)]
        return total, report


def sine_task(seed: int):
    x = tf.random.stateless_uniform([6, 1], [seed, 0], -3.0, 3.0)
    amplitude = 0.5 + 0.3 * seed
    return (x[:3], amplitude * tf.sin(x[:3])), (x[3:], amplitude * tf.sin(x[3:]))


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    learner = MetaLearner()
    values = []
    for step in range(4):
        total, report = learner.meta_step([sine_task(step), sine_task(step + 1)])
        values.extend([total.numpy(), *(v for row in report for v in row.numpy())])
    tf.config.run_functions_eagerly(False)
    return values


if __name__ == "__main__":
    np.testing.assert_allclose(drive(True), drive(False), rtol=1e-3, atol=1e-5)
    print("proved")
