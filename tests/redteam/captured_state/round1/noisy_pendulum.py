"""A pendulum simulator whose disturbances are read from the host while it runs."""
from __future__ import annotations

import numpy as np
import tensorflow as tf

WEATHER = {"wind": 0.0, "heat": 1.0}


def measured_wind() -> np.float32:
    return np.float32(WEATHER["wind"])


class Pendulum:
    def __init__(self) -> None:
        self.damping = 0.1
        self.torque = 0.0
        self.state = tf.Variable([0.5, 0.0])

    def _motor(self) -> np.float32:
        return np.float32(self.torque)

    def _host(self, read) -> tf.Tensor:
        value = tf.numpy_function(read, [], tf.float32)
        return tf.ensure_shape(value, [])

    @tf.function
    def advance(self, seconds: tf.Tensor) -> tf.Tensor:
        angle, speed = tf.unstack(self.state)
        push = self._host(measured_wind) + tf.py_function(self._motor, [], tf.float32)
        push.set_shape([])
        speed += seconds * (push - tf.sin(angle) - self.damping * speed)
        self.state.assign(tf.stack([angle + seconds * speed, speed]))
        return self.state.read_value()


def simulate(gusts: list[float]) -> tuple[Pendulum, np.ndarray]:
    pendulum = Pendulum()
    seconds = tf.constant(0.1)
    states = []
    for gust in gusts:
        WEATHER["wind"] = gust
        states.append(pendulum.advance(seconds).numpy())
        pendulum.torque = -0.5 * float(states[-1][1])
    return pendulum, np.stack(states)


def reference(gusts: list[float]) -> np.ndarray:
    angle, speed, torque = 0.5, 0.0, 0.0
    states = []
    for gust in gusts:
        speed += 0.1 * (gust + torque - np.sin(angle) - 0.1 * speed)
        angle += 0.1 * speed
        torque = -0.5 * speed
        states.append([angle, speed])
    return np.array(states)


if __name__ == "__main__":
    gusts = [0.0, 1.0, 4.0, -2.0, 0.5]
    pendulum, states = simulate(gusts)
    np.testing.assert_allclose(states, reference(gusts), rtol=1e-4, atol=1e-6)
    assert pendulum.advance.experimental_get_tracing_count() == 1
    print("proved")
