"""A small n-body integrator; its state variables are passed in, its scratch objects live for one call."""
import types

import numpy as np
import tensorflow as tf


class Scratch:
    """Working copy of a body's state."""

    def __init__(self, position, velocity):
        self.position = position
        self.velocity = velocity

    def kick(self, force, dt):
        self.velocity = self.velocity + dt * force

    def drift(self, dt):
        self.position = self.position + dt * self.velocity


def gravity(position):
    offset = position[None, :, :] - position[:, None, :]
    distance = tf.norm(offset, axis=-1, keepdims=True) + 0.5
    return tf.reduce_sum(offset / distance ** 3, axis=1)


@tf.function
def step(position, velocity, energy, dt):
    """Advances the variables ``position`` and ``velocity`` in place."""
    body = Scratch(position, velocity)
    body.kick(gravity(position), 0.5 * dt)
    body.drift(dt)
    body.kick(gravity(body.position), 0.5 * dt)
    position.assign(body.position)
    velocity.assign(body.velocity)
    record = types.SimpleNamespace(kinetic=velocity, count=0)
    record.kinetic = 0.5 * tf.reduce_sum(record.kinetic ** 2)
    record.count += 1
    energy = energy.assign(record.kinetic * record.count)
    velocity = velocity * 1.0
    velocity += 0.0
    return tf.reduce_max(tf.abs(velocity)), energy.read_value()


def simulate(steps):
    position = tf.Variable([[0.0, 0.0], [1.0, 0.0], [0.0, 2.0]])
    velocity = tf.Variable(tf.zeros([3, 2]))
    energy = tf.Variable(0.0)
    path = []
    for _ in range(steps):
        fastest, kinetic = step(position, velocity, energy, tf.constant(0.05))
        path.append([float(fastest), float(kinetic), float(tf.reduce_sum(position))])
    return np.array(path)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = simulate(5)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(eager, simulate(5), rtol=1e-4)
    assert eager[-1, 1] > eager[0, 1]
    print("proved")
