"""Fits the elements of a circular orbit to angle measurements."""
import dataclasses
import math

import tensorflow as tf
from tensorflow import keras


@dataclasses.dataclass
class Plateau:
    """Lowers the step size when the residual stops falling."""

    optimizer: keras.optimizers.Optimizer
    rate: float
    factor: float = 0.1
    best: float = math.inf
    drops: int = 0

    def __call__(self, residual):
        if residual < 0.9 * self.best:
            self.best = residual
        else:
            self._lower()

    def _lower(self):
        self.rate *= self.factor
        self.drops += 1
        self.optimizer.lr = self.rate  # expect: tf-optimizer-lr


class Orbit(tf.Module):
    def __init__(self):
        super().__init__()
        self.speed = tf.Variable(0.7)
        self.phase = tf.Variable(0.0)
        self.optimizer = keras.optimizers.SGD(learning_rate=0.1)

    @tf.function
    def improve(self, times, angles):
        with tf.GradientTape() as tape:
            error = self.speed * times + self.phase - angles
            residual = tf.reduce_mean(tf.square(error))
        pair = [self.speed, self.phase]
        self.optimizer.apply_gradients(zip(tape.gradient(residual, pair), pair))
        return residual


def fit(rounds, watched):
    orbit = Orbit()
    plateau = Plateau(orbit.optimizer, 0.1)
    times = tf.linspace(0.0, 2.0, 9)
    angles = 0.9 * times + 0.2 + 0.05 * tf.cos(9.0 * times)
    for _ in range(rounds):
        residual = float(orbit.improve(times, angles))
        if watched:
            plateau(residual)
    return orbit, plateau


if __name__ == "__main__":
    scheduled, plateau = fit(40, watched=True)
    constant, _ = fit(40, watched=False)
    assert plateau.drops >= 2 and plateau.rate < 0.01
    assert abs(float(scheduled.optimizer.learning_rate) - 0.1) < 1e-6
    assert float(scheduled.speed) == float(constant.speed)
    assert float(scheduled.phase) == float(constant.phase)
    print("proved")
