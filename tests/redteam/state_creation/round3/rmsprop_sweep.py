"""RMSProp from scratch, swept over decay constants on a least-squares problem."""
from __future__ import annotations

import tensorflow as tf

Parameters = list[tf.Variable]


def make_parameters() -> Parameters:
    return [tf.Variable([1.0, -1.0]), tf.Variable(0.5)]


def predict(params: Parameters, x: tf.Tensor) -> tf.Tensor:
    slope, offset = params
    return tf.linalg.matvec(x, slope) + offset


def loss_and_gradients(params: Parameters, x: tf.Tensor, y: tf.Tensor) -> tuple[tf.Tensor, list[tf.Tensor]]:
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(tf.square(predict(params, x) - y))
    return loss, tape.gradient(loss, params)


def mean_squares(params: Parameters) -> list[tf.Variable]:
    """Accumulators that start at zero."""
    return [tf.Variable(tf.zeros_like(p), trainable=False) for p in params]  # expect: tf-variable-creation


def rmsprop(params: Parameters, slots: list[tf.Variable], gradients: list[tf.Tensor], decay: float) -> None:
    for param, slot, gradient in zip(params, slots, gradients):
        slot.assign(decay * slot + (1.0 - decay) * tf.square(gradient))
        param.assign_sub(0.1 * gradient * tf.math.rsqrt(slot + 1e-6))


def restarting_trainer(params: Parameters, decay: float):
    """A step that forgets its accumulators each time."""

    def step(x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        loss, gradients = loss_and_gradients(params, x, y)
        rmsprop(params, mean_squares(params), gradients, decay)
        return loss

    return tf.function(step)


def trainer(params: Parameters, decay: float):
    """A step that keeps them."""
    slots = mean_squares(params)
    return tf.function(lambda x, y: _step(params, slots, x, y, decay))  # allow: tf-function-in-loop


def _step(
    params: Parameters, slots: list[tf.Variable], x: tf.Tensor, y: tf.Tensor, decay: float
) -> tf.Tensor:
    loss, gradients = loss_and_gradients(params, x, y)
    rmsprop(params, slots, gradients, decay)
    return loss


def sweep(decays: list[float], x: tf.Tensor, y: tf.Tensor, steps: int = 3) -> dict[float, list[float]]:
    curves = {}
    for decay in decays:
        step = trainer(make_parameters(), decay)
        curves[decay] = [float(step(x, y)) for _ in range(steps)]
    return curves


if __name__ == "__main__":
    inputs, targets = tf.constant([[1.0, 2.0], [0.0, 1.0]]), tf.constant([0.0, 1.0])
    graph = sweep([0.5, 0.9], inputs, targets)
    tf.config.run_functions_eagerly(True)
    eager = sweep([0.5, 0.9], inputs, targets)
    assert all(abs(a - b) < 1e-5 for decay in graph for a, b in zip(graph[decay], eager[decay]))
    forgetful = restarting_trainer(make_parameters(), 0.9)
    losses = [float(forgetful(inputs, targets)) for _ in range(3)]
    assert losses[0] > losses[1]
    tf.config.run_functions_eagerly(False)
    try:
        restarting_trainer(make_parameters(), 0.9)(inputs, targets)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "tf.zeros_like(p)" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
