"""Forward kinematics and inertia of a planar robot arm with three joints."""
import functools
import math

import tensorflow as tf


@tf.function  # expect: tf-decorator-order
@functools.lru_cache(maxsize=32)
def mass_matrix(joints):  # allow: tf-decorator-order
    reach = tf.cumsum(tf.cos(joints))
    return tf.tensordot(reach, reach, axes=0) + tf.eye(3)


class PlanarArm:
    def __init__(self, lengths, limits=(-2.6, 2.6)):
        self.lengths = tf.constant(lengths)
        self.low, self.high = limits

    @tf.function  # expect: tf-decorator-order
    @staticmethod
    def wrap(joints):  # allow: tf-decorator-order
        return tf.math.floormod(joints + math.pi, 2.0 * math.pi) - math.pi

    @staticmethod
    @tf.function
    def pose(lengths, joints):
        heading = tf.cumsum(joints)
        x = tf.reduce_sum(lengths * tf.cos(heading))
        y = tf.reduce_sum(lengths * tf.sin(heading))
        return tf.stack([x, y, heading[-1]])

    @tf.function
    def clamp(self, joints):
        return tf.clip_by_value(joints, self.low, self.high)

    def tip(self, joints):
        joints = self.clamp(self.wrap(joints))
        return self.pose(self.lengths, joints)


def effort(joints, torque):
    return tf.linalg.solve(mass_matrix(joints), torque[:, tf.newaxis])


if __name__ == "__main__":
    arm = PlanarArm([0.4, 0.3, 0.2])
    joints = tf.constant([0.2, 7.0, -0.5])
    try:
        arm.tip(joints)
    except TypeError as error:
        assert "cannot create weak reference to 'staticmethod' object" in str(error), error
    else:
        raise AssertionError("the static method was bound")
    try:
        effort(joints, tf.ones([3]))
    except TypeError as error:
        assert "unhashable" in str(error), error
    else:
        raise AssertionError("the cache took a tensor")
    graph = arm.pose(arm.lengths, arm.clamp(joints))
    eager = PlanarArm.pose.python_function(arm.lengths, PlanarArm.clamp.python_function(arm, joints))
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-6
    print("proved")
