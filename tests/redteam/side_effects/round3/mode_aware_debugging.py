"""A training step that explains itself, but only when it is not compiled."""

from __future__ import annotations

import contextlib
import io
import logging

import numpy as np
import tensorflow as tf

log = logging.getLogger("explain")


def describe(name: str, value) -> None:
    """Prints statistics of an eager value; quiet in a graph."""
    if tf.executing_eagerly():
        array = value.numpy()
        print(f"{name}: mean {array.mean():.3f} std {array.std():.3f}")
        log.warning("%s has %d entries", name, array.size)


class Explained(tf.Module):
    """Logistic regression."""

    def __init__(self, features: int):
        super().__init__()
        self.w = tf.Variable(tf.zeros([features]))
        self.eager_history: list[float] = []

    def _remember(self, loss):
        if not tf.executing_eagerly():
            return
        self.eager_history.append(float(loss))

    def loss(self, x, y):
        logits = tf.linalg.matvec(x, self.w)
        describe("logits", logits)
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels=y, logits=logits))

    def step(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.loss(x, y)
        grad = tape.gradient(loss, self.w)
        if not tf.inside_function():
            print("gradient norm", float(tf.norm(grad)))
        self.w.assign_sub(0.5 * grad)
        self._remember(loss)
        return loss


def train(model: Explained, step, count: int = 4):
    losses = []
    for seed in range(count):
        x = tf.random.stateless_normal([16, 2], [seed, 1])
        losses.append(float(step(x, tf.cast(x[:, 0] > 0, tf.float32))))
    return losses


def silent(function, *args):
    with contextlib.redirect_stdout(io.StringIO()) as out:
        result = function(*args)
    return result, out.getvalue()


if __name__ == "__main__":
    log.addHandler(logging.NullHandler())
    log.propagate = False
    plain, compiled = Explained(2), Explained(2)
    graph_step = tf.function(compiled.step)
    eager_losses, eager_text = silent(train, plain, plain.step)
    graph_losses, graph_text = silent(train, compiled, graph_step)
    np.testing.assert_allclose(eager_losses, graph_losses, rtol=1e-5)
    np.testing.assert_allclose(plain.w, compiled.w, rtol=1e-5)
    assert eager_text.count("gradient norm") == 4 and graph_text == ""
    assert len(plain.eager_history) == 4 and compiled.eager_history == []
    print("proved")
