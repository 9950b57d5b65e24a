"""Checks of a library of losses: each is run eagerly, compiled, and inside of a graph with a session."""
import contextlib

import numpy as np
import tensorflow as tf


def huber(true, predicted, delta=1.0):
    error = tf.abs(true - predicted)
    return tf.reduce_mean(tf.where(error < delta, 0.5 * error**2, delta * (error - 0.5 * delta)))


def log_cosh(true, predicted):
    error = predicted - true
    return tf.reduce_mean(error + tf.math.softplus(-2.0 * error) - tf.math.log(2.0))


LOSSES = {"huber": huber, "log_cosh": log_cosh}
COMPILED = {name: tf.function(loss) for name, loss in LOSSES.items()}


class GraphCase:
    """Runs a function on fed placeholders, in a graph that is thrown away."""

    def __init__(self, function):
        self.function = function

    @contextlib.contextmanager
    def session(self):
        with tf.Graph().as_default() as graph:
            with tf.compat.v1.Session(graph=graph) as session:
                yield session

    def evaluate(self, *arrays):
        with self.session() as session:
            inputs = [tf.compat.v1.placeholder(a.dtype, a.shape) for a in arrays]
            output = self.function(*inputs)
            return session.run(output, feed_dict=dict(zip(inputs, arrays)))

    def gradient(self, *arrays):
        with tf.Graph().as_default(), tf.compat.v1.Session() as session:
            inputs = [tf.compat.v1.placeholder_with_default(a, a.shape) for a in arrays]
            return session.run(tf.gradients(self.function(*inputs), inputs[1])[0])


def eager_gradient(function, true, predicted):
    predicted = tf.constant(predicted)
    with tf.GradientTape() as tape:
        tape.watch(predicted)
        value = function(tf.constant(true), predicted)
    return tape.gradient(value, predicted).numpy()


def arrays(seed):
    rng = np.random.default_rng(seed)
    return rng.normal(size=6).astype(np.float32), rng.normal(size=6).astype(np.float32)


if __name__ == "__main__":
    for name, loss in LOSSES.items():
        for seed in range(2):
            true, predicted = arrays(seed)
            eager = float(loss(true, predicted))
            assert abs(float(COMPILED[name](true, predicted)) - eager) < 1e-6
            for function in (loss, COMPILED[name]):
                assert abs(GraphCase(function).evaluate(true, predicted) - eager) < 1e-6
            gap = GraphCase(loss).gradient(true, predicted) - eager_gradient(loss, true, predicted)
            assert np.abs(gap).max() < 1e-6
    assert tf.executing_eagerly()
    print("proved")
