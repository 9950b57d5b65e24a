"""Gradient descent with schedules and clipping, all of the helpers being stateless objects."""
from __future__ import annotations

import numpy as np
import tensorflow as tf
from tensorflow.keras import initializers, losses
from tensorflow.keras.optimizers import schedules


def restart_point(shape, seed: int) -> tf.Tensor:
    """The same start at each call: the initializer is seeded."""
    return initializers.RandomNormal(stddev=0.1, seed=seed)(shape)


class Descent:
    def __init__(self, width: int) -> None:
        self.weights = tf.Variable(tf.ones([width, 1]))
        self.step = tf.Variable(0, dtype=tf.int64)

    def rate(self) -> tf.Tensor:
        schedule = schedules.ExponentialDecay(0.1, decay_steps=2, decay_rate=0.5)
        return schedule(self.step)

    @tf.function
    def minimise(self, x: tf.Tensor, y: tf.Tensor) -> tf.Tensor:
        huber = losses.Huber(delta=0.5)
        with tf.GradientTape(persistent=True) as tape:
            loss = huber(y, tf.matmul(x, self.weights))
            penalty = tf.reduce_sum(self.weights ** 2)
        gradient = tape.gradient(loss, self.weights) + 0.01 * tape.gradient(penalty, self.weights)
        del tape
        self.weights.assign_sub(self.rate() * tf.clip_by_norm(gradient, 0.3))
        self.step.assign_add(1)
        return loss

    @tf.function
    def restart(self) -> tf.Tensor:
        self.weights.assign(restart_point(self.weights.shape, seed=3))
        self.step.assign(0)
        return tf.norm(self.weights)


def session(eagerly: bool) -> list[float]:
    tf.config.run_functions_eagerly(eagerly)
    descent = Descent(2)
    x = tf.constant([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]])
    y = tf.constant([[1.0], [0.0], [2.0]])
    trace = []
    for _ in range(3):
        trace += [float(descent.minimise(x, y)) for _ in range(3)]
        trace.append(float(descent.restart()))
    return trace


if __name__ == "__main__":
    np.testing.assert_allclose(session(True), session(False), rtol=1e-5)
    print("proved")
