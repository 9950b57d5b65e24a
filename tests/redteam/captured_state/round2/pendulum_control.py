"""A pendulum whose physical constants are properties that may be set at any time."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


class Quantity:
    """A descriptor: a number with a lower bound, kept on the device."""

    def __init__(self, lowest: float) -> None:
        self.lowest = lowest

    def __set_name__(self, owner: type, name: str) -> None:
        self.slot = "_" + name

    def __get__(self, instance: object, owner: type) -> tf.Variable:
        return getattr(instance, self.slot)

    def __set__(self, instance: object, value: float) -> None:
        value = max(value, self.lowest)
        if hasattr(instance, self.slot):
            getattr(instance, self.slot).assign(value)
        else:
            setattr(instance, self.slot, tf.Variable(value, trainable=False))


class Pendulum:
    length = Quantity(lowest=0.1)

    def __init__(self, length: float, gravity: float) -> None:
        self.length = length
        self._gravity = tf.Variable(gravity, trainable=False)
        self.angle = tf.Variable(1.0)
        self.speed = tf.Variable(0.0)

    @property
    def gravity(self) -> tf.Variable:
        return self._gravity

    @gravity.setter
    def gravity(self, value: float) -> None:
        self._gravity.assign(value)

    @tf.function
    def advance(self, seconds: tf.Tensor) -> tf.Tensor:
        pull = -self.gravity / self.length * tf.sin(self.angle)
        self.speed.assign_add(seconds * pull)
        self.angle.assign_add(seconds * self.speed)
        return self.angle.read_value()


def experiment(pendulum: Pendulum) -> list[float]:
    """Gravity fades, then the rod is shortened."""
    angles = []
    for gravity in (10.0, 5.0, 0.0):
        pendulum.gravity = gravity
        angles.append(float(pendulum.advance(tf.constant(0.1))))
    pendulum.gravity = 1.0
    for length in (0.5, 0.01):
        pendulum.length = length
        angles.append(float(pendulum.advance(tf.constant(0.1))))
    return angles


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = experiment(Pendulum(1.0, 10.0))
    tf.config.run_functions_eagerly(False)
    pendulum = Pendulum(1.0, 10.0)
    np.testing.assert_allclose(experiment(pendulum), eager, rtol=1e-5)
    assert np.isclose(float(pendulum.length), 0.1)
    assert pendulum.advance.experimental_get_tracing_count() == 1
    print("proved")
