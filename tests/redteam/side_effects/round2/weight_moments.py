"""Running moments of gradients and an exponential moving average of weights."""

from __future__ import annotations

import tensorflow as tf


class Moments:
    """First moment of a stream of tensors of one shape."""

    def __init__(self, like, decay: float = 0.9):
        self.decay = decay
        self.mean = tf.Variable(tf.zeros_like(like), trainable=False)  # expect: tf-variable-creation

    def update(self, value):
        self.mean.assign(self.decay * self.mean + (1.0 - self.decay) * value)
        return self.mean.read_value()


class WeightAverage(tf.Module):
    """Keeps a slow copy of a weight vector."""

    def __init__(self, weights: tf.Variable, decay: float = 0.99):
        super().__init__()
        self.weights = weights
        self.slow = tf.Variable(weights, trainable=False)
        self.steps = tf.Variable(0.0, trainable=False)
        self.decay = decay
        self.reports = 0

    def _effective_decay(self):
        self.steps += 1.0  # expect: tf-variable-augmented-assignment
        return tf.minimum(self.decay, self.steps / (self.steps + 10.0))

    @tf.function
    def update(self):
        decay = self._effective_decay()
        self.slow.assign(decay * self.slow + (1.0 - decay) * self.weights)
        return self.slow.read_value()

    @tf.function
    def distance(self):
        """How far the weights are from their average."""
        self.reports += 1  # expect: tf-attribute-mutation
        return tf.norm(self.weights - self.slow)


@tf.function
def smoothed_gradient(weights, x, y):
    """The gradient of a least-squares loss, smoothed over calls."""
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.linalg.matvec(x, weights) - y) ** 2)
    gradient = tape.gradient(loss, weights)
    return Moments(gradient).update(gradient)


def raises(kind, text, fn, *args) -> bool:
    """Whether a call fails with this kind of error and a text that holds this."""
    try:
        fn(*args)
    except kind as error:
        return text in str(error)
    return False


if __name__ == "__main__":
    weights = tf.Variable([1.0, 2.0])
    x, y = tf.eye(2), tf.zeros([2])
    assert smoothed_gradient.python_function(weights, x, y).shape == (2,)
    assert raises(ValueError, "singleton tf.Variable", smoothed_gradient, weights, x, y)

    average = WeightAverage(weights)
    assert raises(RuntimeError, "`variable += value` with `tf.Variable`s is not supported", average.update)

    reports = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        average = WeightAverage(weights)
        for _ in range(4):
            assert float(average.distance()) == 0.0
        reports[eager] = average.reports
    assert reports == {True: 4, False: 1}, reports
    print("proved")
