"""Training and evaluation of a network with batch statistics, switched by a Python flag."""

from __future__ import annotations

import contextlib
import enum

import numpy as np
import tensorflow as tf


class Mode(enum.Enum):
    TRAIN = "train"
    EVAL = "eval"


class NormalizedNet(tf.Module):
    """A linear layer behind a batch normalisation."""

    def __init__(self, width: int):
        super().__init__()
        self.mode = Mode.EVAL
        self.used = False
        self.mean = tf.Variable(tf.zeros([width]), trainable=False)
        self.kernel = tf.Variable(tf.ones([width, 1]))
        self.output_rank = None

    @contextlib.contextmanager
    def switched_to(self, mode: Mode):
        """Sets the mode inside a with block, and puts it back."""
        before = self.mode
        self.mode = mode
        try:
            yield self
        finally:
            self.mode = before

    def __call__(self, x):
        self.used = True
        if self.mode is Mode.TRAIN:
            mean = tf.reduce_mean(x, axis=0)
            self.mean.assign(0.9 * self.mean + 0.1 * mean)
        else:
            mean = self.mean
        out = tf.matmul(x - mean, self.kernel)
        if self.output_rank is None:
            self.output_rank = out.shape.rank
        return out


class Experiment:
    """Compiles one step that trains and evaluates the same net."""

    def __init__(self, net: NormalizedNet, lr: float = 0.1):
        self.net = net
        self.lr = lr
        self.status = "new"
        self.step = tf.function(self._step, autograph=False)

    def _step(self, x, y):
        self.status = "compiled"
        net = self.net
        with net.switched_to(Mode.TRAIN), tf.GradientTape() as tape:
            loss = tf.reduce_mean((net(x) - y) ** 2)
        net.kernel.assign_sub(self.lr * tape.gradient(loss, net.kernel))
        with net.switched_to(Mode.EVAL):
            after = tf.reduce_mean((net(x) - y) ** 2)
        return loss, after


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    experiment = Experiment(NormalizedNet(3))
    values = []
    for seed in range(4):
        x = 1.0 + tf.random.stateless_normal([7, 3], [seed, 2])
        values.extend(float(v) for v in experiment.step(x, x[:, :1]))
    tf.config.run_functions_eagerly(False)
    net = experiment.net
    values.extend(net.mean.numpy())
    return values, (net.mode, net.used, net.output_rank, experiment.status)


if __name__ == "__main__":
    eager_values, eager_state = drive(True)
    graph_values, graph_state = drive(False)
    np.testing.assert_allclose(eager_values, graph_values, rtol=1e-4, atol=1e-6)
    assert eager_state == graph_state == (Mode.EVAL, True, 2, "compiled"), (eager_state, graph_state)
    print("proved")
