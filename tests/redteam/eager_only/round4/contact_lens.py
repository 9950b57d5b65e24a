"""Fits parameters of contact lenses; stops early when the loss is no number any more."""
import math

import numpy as np
import tensorflow as tf


class Diverged(Exception):
    """The fit cannot go on."""


def healthy(loss):
    return not math.isnan(loss)  # expect: tf-python-cast


def finite(gradients):
    return all(np.isfinite(g).all() for g in gradients)  # expect: tf-numpy-op


class Fit:
    """Least squares by gradient descent."""

    def __init__(self, rate=0.1):
        self.curve = tf.Variable([1.0, 0.0])
        self.rate = rate
        self.skipped = tf.Variable(0)

    def loss(self, x, y):
        return tf.reduce_mean(tf.square(self.curve[0] * x + self.curve[1] - y))

    def gradients(self, x, y):
        with tf.GradientTape() as tape:
            loss = self.loss(x, y)
        return loss, [tape.gradient(loss, self.curve)]

    @tf.function
    def step(self, x, y):
        loss, gradients = self.gradients(x, y)
        if healthy(loss):
            self.curve.assign_sub(self.rate * gradients[0])
        return loss

    @tf.function
    def checked_step(self, x, y):
        loss, gradients = self.gradients(x, y)
        if finite(gradients):
            self.curve.assign_sub(self.rate * gradients[0])
        return loss

    @tf.function
    def staged_step(self, x, y):
        loss, gradients = self.gradients(x, y)
        if tf.reduce_all([tf.reduce_all(tf.math.is_finite(g)) for g in gradients]):
            self.curve.assign_sub(self.rate * gradients[0])
        else:
            self.skipped.assign_add(1)
        return loss

    def run(self, x, y, steps):
        for _ in range(steps):
            loss = self.staged_step(x, y)
            if not healthy(loss) or not np.isfinite(self.curve.numpy()).all():
                raise Diverged(f"after {int(self.skipped)} skipped steps, at {self.curve.numpy()}")
        return float(loss)


def measurements():
    return tf.constant([0.0, 1.0, 2.0]), tf.constant([1.0, 3.0, 5.0])


def failure(method, kind):
    try:
        method(*measurements())
    except kind as error:
        return str(error)
    raise AssertionError("a symbolic value was looked at")


if __name__ == "__main__":
    first, second, third = Fit(), Fit(), Fit()
    tf.config.run_functions_eagerly(True)
    for method in (first.step, second.checked_step):
        method(*measurements())
    tf.config.run_functions_eagerly(False)
    third.staged_step(*measurements())
    assert np.allclose(first.curve, third.curve) and np.allclose(second.curve, third.curve)
    assert third.run(*measurements(), steps=40) < 0.1
    try:
        third.run(tf.constant([math.nan] * 3), tf.constant([0.0] * 3), steps=2)
    except Diverged as error:
        assert "after 1 skipped steps" in str(error)
    text = failure(first.step, TypeError)
    assert "must be real number, not SymbolicTensor" in text and "math.isnan(loss)" in text, text
    text = failure(second.checked_step, NotImplementedError)
    assert "Cannot convert a symbolic tf.Tensor" in text and "np.isfinite(g)" in text, text
    print("proved")
