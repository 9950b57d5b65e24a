"""A projection that learns its input's width from the first batch."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class LazyProjection(tf.Module):
    """y = x W + b, with W and b made when the first batch is seen."""

    MODE_UNUSED, MODE_READY = range(2)

    def __init__(self, units: int, name=None):
        super().__init__(name=name)
        self.units = units
        self.w = None
        self.mode = self.MODE_UNUSED
        self.input_width = None

    def _ensure_built(self, x):
        if self.w is None:
            width = x.shape[-1]
            self.input_width = int(width)
            self.w = tf.Variable(tf.ones([width, self.units]) / float(width), name="w")
            self.b = tf.Variable(tf.zeros([self.units]), name="b")
        self.mode = self.MODE_READY

    def __call__(self, x):
        self._ensure_built(x)
        return tf.matmul(x, self.w) + self.b


class Regressor:
    """Two lazy projections with a residual, trained by hand-written gradient descent."""

    def __init__(self, hidden: int):
        self.inner = LazyProjection(hidden)
        self.outer = LazyProjection(1)
        self.is_traced = False
        self.train = tf.function(self._train)

    def predict(self, x):
        h = tf.nn.relu(self.inner(x))
        return self.outer(h)[:, 0] + tf.reduce_mean(x, axis=-1)

    def _train(self, x, y):
        self.is_traced = True
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.predict(x) - y))
        variables = [*self.inner.trainable_variables, *self.outer.trainable_variables]
        for variable, grad in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(0.05 * grad)
        return loss


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    model = Regressor(3)
    losses = []
    for seed in range(5):
        x = tf.random.stateless_normal([10, 4], [seed, 8])
        losses.append(model.train(x, x[:, 0]).numpy())
    tf.config.run_functions_eagerly(False)
    state = (model.is_traced, model.inner.mode, model.outer.mode, model.inner.input_width)
    return losses, state, model.inner.w.numpy()


if __name__ == "__main__":
    eager_losses, eager_state, eager_w = drive(True)
    graph_losses, graph_state, graph_w = drive(False)
    np.testing.assert_allclose(eager_losses, graph_losses, rtol=1e-4)
    np.testing.assert_allclose(eager_w, graph_w, rtol=1e-4)
    assert eager_state == graph_state == (True, 1, 1, 4), (eager_state, graph_state)
    print("proved")
