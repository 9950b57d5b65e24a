"""A Kalman filter for the joint angles of a robot arm, with checks of its inputs."""
from __future__ import annotations

from typing import NamedTuple

import tensorflow as tf

JOINTS = 3


class Belief(NamedTuple):
    mean: tf.Tensor
    covariance: tf.Tensor


def require_regular(matrix: tf.Tensor) -> None:
    """The inverse of a singular matrix is an error."""
    tf.linalg.inv(matrix)  # expect: tf-unused-op-pruned


def require_joints(readings: tf.Tensor, indices: tf.Tensor) -> None:
    tf.debugging.assert_equal(tf.shape(readings)[0], tf.shape(indices)[0])
    tf.ensure_shape(readings, [JOINTS])  # expect: tf-unused-op-pruned


class JointFilter:
    def __init__(self, noise: float):
        self.noise = noise * tf.eye(JOINTS)
        self.updates = tf.Variable(0)

    def gain(self, covariance: tf.Tensor) -> tf.Tensor:
        return covariance @ tf.linalg.inv(covariance + self.noise)

    @tf.function
    def predict(self, belief: Belief, motion: tf.Tensor) -> Belief:
        require_regular(belief.covariance)
        return Belief(belief.mean + motion, belief.covariance + 0.01 * tf.eye(JOINTS))

    @tf.function(
        input_signature=[
            Belief(tf.TensorSpec([JOINTS]), tf.TensorSpec([JOINTS, JOINTS])),
            tf.TensorSpec([None]),
            tf.TensorSpec([None], tf.int32),
        ]
    )
    def update(self, belief, readings, indices):
        """Corrects the belief with readings that come in any order of the joints."""
        require_joints(readings, indices)
        ordered = tf.math.unsorted_segment_sum(readings, indices, JOINTS)
        gain = self.gain(belief.covariance)
        self.updates.assign_add(1)
        mean = belief.mean + tf.linalg.matvec(gain, ordered - belief.mean)
        return Belief(mean, belief.covariance - gain @ belief.covariance)


def track(arm: JointFilter, belief: Belief, steps: int = 3) -> Belief:
    for _ in range(steps):
        belief = arm.predict(belief, tf.constant([0.1, 0.0, -0.1]))
        belief = arm.update(belief, tf.constant([0.2, 0.3, 0.1]), tf.constant([2, 0, 1]))
    return belief


def fails(call, *arguments) -> bool:
    try:
        call(*arguments)
    except tf.errors.InvalidArgumentError:
        return True
    return False


if __name__ == "__main__":
    arm = JointFilter(0.1)
    start = Belief(tf.zeros([JOINTS]), tf.eye(JOINTS))
    end = track(arm, start)
    assert end.mean.shape == (JOINTS,) and int(arm.updates) == 3
    singular = Belief(start.mean, tf.linalg.diag([1.0, 0.0, 1.0]))
    motion = tf.zeros([JOINTS])
    assert fails(JointFilter.predict.python_function, arm, singular, motion)
    assert not fails(arm.predict, singular, motion)
    readings, indices = tf.constant([0.1, 0.2, 0.3, 0.4]), tf.constant([0, 1, 2, 0])
    assert fails(JointFilter.update.python_function, arm, start, readings, indices)
    assert not fails(arm.update, start, readings, indices)
    assert fails(arm.update, start, readings, indices[:2])
    print("proved")
