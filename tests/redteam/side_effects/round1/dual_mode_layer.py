"""A normalisation layer with diagnostics for the eager shell only."""

from __future__ import annotations

import contextlib
import io
import logging

import numpy as np
import tensorflow as tf

LOG = logging.getLogger(__name__)


class RunningNorm(tf.Module):
    """Normalises by running moments; complains about odd batches when used interactively."""

    def __init__(self, width: int, momentum: float = 0.9):
        super().__init__()
        self.momentum = momentum
        self.mean = tf.Variable(tf.zeros([width]), trainable=False)
        self.var = tf.Variable(tf.ones([width]), trainable=False)
        self.interactive_batches: list[int] = []

    def _diagnose(self, x):
        """Human-readable remarks; does nothing while a graph is built."""
        if tf.executing_eagerly():
            self.interactive_batches.append(int(x.shape[0]))
            print("batch of", x.shape[0], "largest value", float(tf.reduce_max(x)))
            if x.shape[0] < 2:
                LOG.warning("variance of a single row")

    def __call__(self, x, training=False):
        self._diagnose(x)
        if not tf.inside_function():
            print("called outside of a graph")
        if training:
            mean, var = tf.nn.moments(x, axes=[0])
            self.mean.assign(self.momentum * self.mean + (1.0 - self.momentum) * mean)
            self.var.assign(self.momentum * self.var + (1.0 - self.momentum) * var)
        else:
            mean, var = self.mean, self.var
        return (x - mean) * tf.math.rsqrt(var + 1e-5)


def compile_layer(layer: RunningNorm):
    """The training and the inference entry point of a layer."""

    @tf.function
    def train(x):
        return layer(x, training=True)

    @tf.function
    def infer(x):
        return layer(x)

    return train, infer


if __name__ == "__main__":
    layers = {}
    printed = {}
    values = {}
    for mode in ("shell", "graph"):
        layer = layers[mode] = RunningNorm(3)
        train, infer = compile_layer(layer)
        if mode == "shell":
            train, infer = train.python_function, infer.python_function
        out = io.StringIO()
        values[mode] = []
        with contextlib.redirect_stdout(out):
            for seed in range(4):
                x = 2.0 + tf.random.stateless_normal([6, 3], [seed, 1])
                values[mode].extend([train(x).numpy(), infer(x).numpy()])
        printed[mode] = out.getvalue()
    for a, b in zip(values["shell"], values["graph"], strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(layers["shell"].mean.numpy(), layers["graph"].mean.numpy(), rtol=1e-5)
    # In the graph nothing of it runs, not even while tracing: there is no effect that runs once.
    assert printed["graph"] == "" and layers["graph"].interactive_batches == []
    assert layers["shell"].interactive_batches == [6] * 8
    print("proved")
