"""Trains a model of a cookie oven with a project's own trainer, whose step is bound when it is set up."""
import numpy as np
import tensorflow as tf


class Trainer:
    """Subclasses give a loss, and may look at each batch."""

    def __init__(self, features, rate=0.1):
        self.weights = tf.Variable(tf.zeros([features, 1]))
        self.rate = rate
        self.step = None

    def setup(self, graph=True):
        self.step = tf.function(self._step) if graph else self._step
        return self

    def scale(self, target):
        return 1.0

    def loss(self, x, y):
        raise NotImplementedError

    def _step(self, x, y):
        target = y / self.scale(y)
        with tf.GradientTape() as tape:
            value = self.loss(x, target)
        self.weights.assign_sub(self.rate * tape.gradient(value, self.weights))
        return value

    def run(self, batches):
        return [self.step(x, y).numpy() for x, y in batches]


class Oven(Trainer):
    def loss(self, x, y):
        return tf.reduce_mean(tf.square(x @ self.weights - y))


class ScaledOven(Oven):
    """Targets relative to the brownest cookie of the batch."""

    def scale(self, target):
        return max(1.0, tf.reduce_max(target).numpy())  # expect: tf-numpy-call


class StagedScaledOven(Oven):
    def scale(self, target):
        return tf.maximum(1.0, tf.reduce_max(target))


class Damped(Oven):
    """The rate falls with the size of the weights."""

    def loss(self, x, y):
        size = np.linalg.norm(self.weights.numpy())  # expect: tf-numpy-call
        return super().loss(x, y) / (1.0 + size)


class StagedDamped(Oven):
    def loss(self, x, y):
        size = tf.norm(tf.stop_gradient(self.weights))
        return super().loss(x, y) / (1.0 + size)


def report(trainer):
    """After training, for people."""
    weights = trainer.weights.numpy().ravel()
    return {f"w{k}": round(float(w), 4) for k, w in enumerate(weights)}


def batches(n=3):
    rng = np.random.default_rng(11)
    for _ in range(n):
        x = rng.uniform(size=(6, 2)).astype(np.float32)
        yield tf.constant(x), tf.constant(x @ np.float32([[2.0], [1.0]]))


def compare(eager, graph):
    np.testing.assert_allclose(eager.run(batches()), graph.run(batches()), rtol=1e-5)
    assert report(eager) == report(graph)


def failure(trainer):
    try:
        trainer.run(batches())
    except (AttributeError, NotImplementedError) as error:
        return str(error)
    raise AssertionError("the step was traced")


if __name__ == "__main__":
    compare(ScaledOven(2).setup(graph=False), StagedScaledOven(2).setup())
    compare(Damped(2).setup(graph=False), StagedDamped(2).setup())
    text = failure(ScaledOven(2).setup())
    assert "tf.reduce_max(target).numpy()" in text and "has no attribute 'numpy'" in text, text
    text = failure(Damped(2).setup())
    assert "np.linalg.norm(self.weights.numpy())" in text and "numpy() is only available" in text, text
    print("proved")
