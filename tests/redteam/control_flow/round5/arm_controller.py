"""Inverse kinematics and limit checks for a planar robot arm."""
import tensorflow as tf

JOINT_LIMITS = {"shoulder": 1.6, "elbow": 2.4, "wrist": 1.2}


class PlanarArm(tf.Module):
    def __init__(self, lengths=(1.0, 0.8, 0.4), max_iterations=60):
        super().__init__()
        self.lengths = tf.constant(lengths)
        self.max_iterations = max_iterations

    def tip(self, angles):
        heading = tf.cumsum(angles)
        return tf.stack([tf.reduce_sum(self.lengths * tf.cos(heading)), tf.reduce_sum(self.lengths * tf.sin(heading))])

    def jacobian_step(self, angles, target):
        with tf.GradientTape() as tape:
            tape.watch(angles)
            distance = tf.reduce_sum((self.tip(angles) - target) ** 2)
        return tape.gradient(distance, angles)

    @tf.function
    def reach(self, angles, target):
        """Gradient descent until the tip is close enough."""
        for _ in tf.range(self.max_iterations):  # allow: tf-branch-return
            if tf.norm(self.tip(angles) - target) < 0.01:  # allow: tf-branch-return
                return angles  # expect: tf-branch-return
            angles = angles - 0.1 * self.jacobian_step(angles, target)
        return angles

    @tf.function
    def within_limits(self, angles):
        inside = tf.constant(True)
        for joint, limit in enumerate(JOINT_LIMITS.values()):  # allow: tf-tensor-break-in-python-loop
            if tf.abs(angles[joint]) > limit:  # expect: tf-tensor-break-in-python-loop
                inside = tf.constant(False)
                break  # allow: tf-tensor-break-in-python-loop
        return inside

    @tf.function
    def sweep(self, angles, goal):
        """Way points from the pose to the goal, one a row."""
        path = tf.zeros([0, 3])
        while tf.norm(goal - angles) > 0.1:  # expect: tf-branch-dtype
            angles = angles + 0.2 * (goal - angles)
            path = tf.concat([path, angles[tf.newaxis]], axis=0)  # allow: tf-branch-dtype
        return path


def main():
    arm = PlanarArm()
    pose = arm.reach(tf.constant([0.3, 0.3, 0.3]), tf.constant([1.2, 1.0]))
    if arm.within_limits(pose):
        return arm.sweep(tf.zeros([3]), pose)
    return None


if __name__ == "__main__":
    arm = PlanarArm()
    pose, target = tf.constant([0.3, 0.3, 0.3]), tf.constant([1.2, 1.0])

    solved = PlanarArm.reach.python_function(arm, pose, target)
    assert float(tf.norm(arm.tip(solved) - target)) < 0.05
    try:
        arm.reach(pose, target)
    except NotImplementedError as error:
        assert "a return statement cannot be placed inside this TensorFlow loop" in str(error), error
    else:
        raise AssertionError("reach was traced")

    assert bool(PlanarArm.within_limits.python_function(arm, pose))
    assert not bool(PlanarArm.within_limits.python_function(arm, 9.0 * pose))
    try:
        arm.within_limits(pose)
    except NotImplementedError as error:
        assert "break and return statements which depend on a TF condition are not supported" in str(error), error
    else:
        raise AssertionError("within_limits was traced")

    assert PlanarArm.sweep.python_function(arm, tf.zeros([3]), pose).shape[0] > 3
    try:
        arm.sweep(tf.zeros([3]), pose)
    except ValueError as error:
        assert "'path' has shape (0, 3) before the loop, but shape (1, 3) after one iteration" in str(error), error
    else:
        raise AssertionError("sweep was traced")
    print("proved")
