"""Momentum SGD with global-norm clipping, written out by hand for an experiment."""

from __future__ import annotations

import tensorflow as tf


class ClippedSGD:
    """Momentum SGD that clips by global norm and remembers the norm for reports."""

    def __init__(self, variables, lr: float = 0.1, momentum: float = 0.9, clip: float = 1.0):
        self.variables = list(variables)
        self.velocities = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.variables]
        self.lr, self.momentum, self.clip = lr, momentum, clip
        self.last_norm = None

    def apply(self, grads):
        clipped, norm = tf.clip_by_global_norm(grads, self.clip)
        for var, vel, grad in zip(self.variables, self.velocities, clipped):
            vel.assign(self.momentum * vel + grad)
            var.assign_sub(self.lr * vel)
        self.last_norm = norm  # expect: tf-tensor-leak  allow: tf-attribute-mutation

    def report(self) -> str:
        """One line for the console, after a step."""
        if self.last_norm is None:
            return "no step yet"
        return f"grad norm {float(self.last_norm + 0.0):.3f}"


def make_training_function(optimizer: ClippedSGD, loss_fn):
    """Binds an optimizer and a loss into one compiled step."""

    def training_function(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(x, y)
        update = optimizer.apply
        update(tape.gradient(loss, optimizer.variables))
        return loss

    return tf.function(training_function, reduce_retracing=True)


def quadratic_problem():
    """Least squares in two dimensions with a closed-form optimum."""
    w = tf.Variable([[0.0], [0.0]])

    def loss_fn(x, y):
        return tf.reduce_mean(tf.square(tf.matmul(x, w) - y))

    return w, loss_fn


if __name__ == "__main__":
    x = tf.constant([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]])
    y = tf.constant([[1.0], [2.0], [0.0]])
    reports = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        w, loss_fn = quadratic_problem()
        optimizer = ClippedSGD([w])
        assert optimizer.report() == "no step yet"
        train = make_training_function(optimizer, loss_fn)
        losses = [float(train(x, y)) for _ in range(3)]
        assert losses[-1] < losses[0]
        try:
            reports[eager] = optimizer.report()
        except TypeError as error:
            reports[eager] = str(error)
    assert reports[True].startswith("grad norm"), reports
    assert "is out of scope and cannot be used here" in reports[False], reports
    print("proved")
