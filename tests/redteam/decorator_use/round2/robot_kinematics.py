"""Forward kinematics of a robot's arm; the links' transforms are prepared when the arm is built."""
import tensorflow as tf


def rotation(angle):
    c, s = tf.cos(angle), tf.sin(angle)
    return tf.stack([tf.stack([c, -s]), tf.stack([s, c])])


class Arm(tf.Module):
    def __init__(self, lengths):
        super().__init__(name="arm")
        self.lengths = tf.constant(lengths)

    @tf.function
    def tip(self, angles):
        totals = tf.cumsum(angles)
        return tf.stack([tf.reduce_sum(self.lengths * tf.cos(totals)), tf.reduce_sum(self.lengths * tf.sin(totals))])


class Gripper:
    """Where the fingers are, relative to the tip."""

    @tf.function
    def __init__(self, spread, tilt):  # expect: tf-init-decorated
        half = 0.5 * spread
        fingers = tf.stack([tf.stack([0.0, half]), tf.stack([0.0, -half])])
        self.fingers = tf.matmul(fingers, rotation(tilt), transpose_b=True)  # allow: tf-tensor-leak, tf-attribute-mutation

    def reach(self, tip):
        return tip[None] + self.fingers


class CountingGripper:
    @tf.function
    def __init__(self, fingers):  # expect: tf-init-decorated
        self.grips = tf.Variable(tf.zeros([fingers], tf.int32))  # allow: tf-variable-creation, tf-attribute-mutation

    def grip(self):
        self.grips.assign_add(tf.ones_like(self.grips))


def pose():
    return tf.constant([0.3, -0.2, 0.5])


if __name__ == "__main__":
    arm = Arm([1.0, 0.8, 0.5])
    for shift in tf.constant([0.0, 0.4]):
        graph, eager = arm.tip(pose() + shift), Arm.tip.python_function(arm, pose() + shift)
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    spread, tilt = tf.constant(0.2), tf.constant(0.1)
    plain = Gripper.__new__(Gripper)
    Gripper.__init__.python_function(plain, spread, tilt)
    assert plain.reach(arm.tip(pose())).shape == [2, 2]
    gripper = Gripper(spread, tilt)
    try:
        gripper.reach(arm.tip(pose()))
    except (TypeError, ValueError) as error:
        assert "out of scope" in str(error), error
    else:
        raise AssertionError("the fingers were real")
    try:
        CountingGripper(2)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error), error
    else:
        raise AssertionError("the variable was made twice")
    print("proved")
