"""Soft discs that slide down a chute and repel each other where they overlap."""
import numpy as np
import tensorflow as tf

RADIUS = 0.5
STIFFNESS = 200.0
GRAVITY = np.array([0.3, -1.0], dtype=np.float32)


class Chute:
    def __init__(self, width, friction=0.2):
        self.width = width
        self.friction = friction
        self.normal = np.array([0.0, 1.0], np.float32)

    @tf.function
    def contact_forces(self, position):
        offset = position[:, None, :] - position[None, :, :]
        distance = tf.sqrt(tf.reduce_sum(offset**2, axis=-1) + 1e-9)
        overlap = np.maximum(2.0 * RADIUS - distance, 0.0)  # expect: tf-numpy-op
        push = overlap * (1.0 - np.eye(position.shape[0], dtype=np.float32))
        return STIFFNESS * tf.reduce_sum(push[..., None] * offset / distance[..., None], axis=1)

    @tf.function
    def floor_forces(self, position, velocity):
        depth = tf.nn.relu(RADIUS - position[:, 1])
        normal = STIFFNESS * depth[:, None] * self.normal
        sliding = velocity * (1.0 - self.normal)
        return normal - self.friction * sliding

    @tf.function
    def bounce(self, position, velocity):
        """Keeps the discs between the walls."""
        inside = tf.clip_by_value(position, RADIUS, np.float32(self.width - RADIUS))
        hit = inside[:, 0] != position[:, 0]
        mirrored = np.stack([-velocity[:, 0], velocity[:, 1]], axis=-1)  # expect: tf-numpy-op
        return tf.where(hit[:, None], mirrored, velocity)


def simulate(chute, position, velocity, dt=1e-3, steps=5):
    for _ in range(steps):
        force = chute.contact_forces(position) + chute.floor_forces(position, velocity)
        velocity = velocity + dt * (force + GRAVITY)
        velocity = chute.bounce(position, velocity)
        position = position + dt * velocity
    return position, velocity


def heap():
    position = tf.constant([[0.4, 0.45], [1.2, 0.5], [2.0, 1.1]])
    return position, tf.zeros_like(position)


if __name__ == "__main__":
    chute = Chute(width=4.0)
    position, velocity = heap()
    forces = Chute.contact_forces.python_function(chute, position)
    assert np.allclose(np.sum(forces, axis=0), 0.0, atol=1e-4) and forces[0, 0] < 0
    assert Chute.bounce.python_function(chute, position, velocity).shape == (3, 2)
    graph = chute.floor_forces(position, velocity)
    eager = Chute.floor_forces.python_function(chute, position, velocity)
    assert np.allclose(graph, eager)
    for call, culprit in (
        (lambda: simulate(chute, position, velocity), "np.maximum"),
        (lambda: chute.bounce(position, velocity), "np.stack"),
    ):
        try:
            call()
        except NotImplementedError as error:
            assert "Cannot convert a symbolic tf.Tensor" in str(error), error
            assert culprit in str(error), error
        else:
            raise AssertionError(culprit)
    print("proved")
