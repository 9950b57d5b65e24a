"""Learning-rate range test: how the loss reacts to one update at each of several rates."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf

weights = tf.Variable(tf.zeros([3]), name="weights")
TRUE_WEIGHTS = np.array([1.0, -2.0, 0.5], np.float32)


def batch_loss(x: tf.Tensor) -> tf.Tensor:
    target = tf.linalg.matvec(x, TRUE_WEIGHTS)
    return tf.reduce_mean(tf.square(tf.linalg.matvec(x, weights) - target))


def update_rule(rate: float, adaptive: bool):
    """The optimizer under test."""
    factory = keras.optimizers.Adam if adaptive else keras.optimizers.SGD
    return factory(learning_rate=rate)  # expect: tf-layer-creation


@tf.function
def one_update(x: tf.Tensor) -> tf.Tensor:
    """Takes one step at a fixed rate and gives the loss before it."""
    with tf.GradientTape() as tape:
        loss = batch_loss(x)
    gradient = tape.gradient(loss, weights)
    rule = update_rule(0.05, adaptive=True)
    rule.apply_gradients([(gradient, weights)])
    return loss


@tf.function
def manual_update(x: tf.Tensor, rate: tf.Tensor) -> tf.Tensor:
    """The same without an optimizer object; the rate is a tensor so that one graph serves all rates."""
    with tf.GradientTape() as tape:
        loss = batch_loss(x)
    weights.assign_sub(rate * tape.gradient(loss, weights))
    return loss


def range_test(x: tf.Tensor, rates: list[float]) -> dict[float, float]:
    losses = {}
    for rate in rates:
        weights.assign(tf.zeros([3]))
        manual_update(x, tf.constant(rate))
        losses[rate] = float(batch_loss(x))
    return losses


if __name__ == "__main__":
    batch = tf.constant(np.random.default_rng(0).normal(size=(8, 3)), tf.float32)
    rates = [0.01, 0.1, 0.3]
    graph = range_test(batch, rates)
    tf.config.run_functions_eagerly(True)
    eager = range_test(batch, rates)
    assert all(abs(graph[rate] - eager[rate]) < 1e-5 for rate in rates)
    before = [float(one_update(batch)) for _ in range(3)]
    assert before[0] > before[1] > before[2]
    tf.config.run_functions_eagerly(False)
    try:
        one_update(batch)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "factory(learning_rate=rate)" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
