"""Impedance control of a two-finger gripper with gains that depend on the phase of the grasp."""
import enum

import numpy as np
import tensorflow as tf


class Phase(enum.IntEnum):
    OPEN = 0
    APPROACH = 1
    GRIP = 2


GAINS = [(4.0, 0.4), (8.0, 0.9), (2.5, 1.2)]
# force over motor current, measured at 0, 0.5, 1.0 ... ampere
FORCE_TABLE = np.array([0.0, 0.9, 2.1, 3.6, 5.0], dtype=np.float32)
REST = [0.08, 0.03, 0.0]


class Gripper:
    def __init__(self, fingers=2):
        self.fingers = fingers
        self.friction = tf.Variable(0.05)

    @tf.function
    def finger_forces(self, state, phase):
        """Forces that pull the fingers to the rest position of the phase."""
        opening, speed = tf.unstack(state, axis=-1)
        stiffness, damping = GAINS[int(phase)]  # expect: tf-python-cast
        rest = tf.gather(REST, phase)
        return stiffness * (rest - opening) - damping * speed

    @tf.function
    def grasp_force(self, current):
        bucket = tf.cast(current / 0.5, tf.int32)
        bucket = tf.clip_by_value(bucket, 0, len(FORCE_TABLE) - 1)
        return FORCE_TABLE[bucket] - self.friction  # expect: tf-foreign-call

    @tf.function
    def next_state(self, state, forces, dt):
        opening, speed = state[:, 0], state[:, 1]
        speed = speed + dt * forces
        return tf.stack([tf.nn.relu(opening + dt * speed), speed], axis=-1)


def close(gripper: Gripper, state: tf.Tensor) -> tf.Tensor:
    dt = tf.constant(0.01)
    for phase in Phase:
        forces = gripper.finger_forces(state, tf.constant(int(phase)))
        state = gripper.next_state(state, forces, dt)
    return state


def hold(gripper: Gripper) -> float:
    return float(gripper.grasp_force(tf.constant(1.2)))


if __name__ == "__main__":
    gripper = Gripper()
    state = tf.constant([[0.08, 0.0], [0.07, -0.1]])
    pulled = Gripper.finger_forces.python_function(gripper, state, tf.constant(2))
    assert np.allclose(pulled, [-0.2, -0.055], atol=1e-6), pulled
    held = Gripper.grasp_force.python_function(gripper, tf.constant(1.2))
    assert abs(float(held) - 2.05) < 1e-6
    assert gripper.next_state(state, pulled, tf.constant(0.01)).shape == (2, 2)
    try:
        close(gripper, state)
    except TypeError as error:
        assert "list indices must be integers or slices, not SymbolicTensor" in str(error)
        assert "GAINS[int(phase)]" in str(error)
    else:
        raise AssertionError("a list was indexed with a symbolic tensor")
    try:
        hold(gripper)
    except NotImplementedError as error:
        assert "Cannot convert a symbolic tf.Tensor" in str(error)
        assert "FORCE_TABLE[bucket]" in str(error)
    else:
        raise AssertionError("an array was indexed with a symbolic tensor")
    print("proved")
