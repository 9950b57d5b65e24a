"""Inverse kinematics of an arm with two links; its methods are traced as they stand, unconverted."""
import tensorflow as tf

UPPER, LOWER = 1.0, 0.8


def forward(angles):
    shoulder, elbow = angles[0], angles[0] + angles[1]
    return tf.stack(
        [UPPER * tf.cos(shoulder) + LOWER * tf.cos(elbow), UPPER * tf.sin(shoulder) + LOWER * tf.sin(elbow)]
    )


class Arm(tf.Module):
    def __init__(self, rate=0.2):
        super().__init__()
        self.rate = rate
        self.stretch = tf.function(self._stretch, autograph=False)
        self.refine = tf.function(self._refine, autograph=False)
        self.refine_staged = tf.function(self._refine)

    def _stretch(self, target):
        """The target, drawn back to where the arm can reach."""
        distance = float(tf.norm(target))  # expect: tf-python-cast
        return target * min(1.0, (UPPER + LOWER) / distance)

    def _step(self, angles, target):
        with tf.GradientTape() as tape:
            tape.watch(angles)
            loss = tf.reduce_sum(tf.square(forward(angles) - target))
        return angles - self.rate * tape.gradient(loss, angles)

    def _refine(self, angles, target):
        for _ in range(int(target.shape[0])):
            angles = self._step(angles, target)
        return angles


class FastArm(Arm):
    def _step(self, angles, target):
        error = forward(angles) - target
        size = float(tf.reduce_sum(tf.abs(error)))  # expect: tf-python-cast
        return super()._step(angles, target) if size > 1e-3 else angles


def pose():
    return tf.constant([0.3, 0.4]), tf.constant([0.9, 0.9])


def complaint(traced, *arguments):
    try:
        traced(*arguments)
    except TypeError as error:
        return str(error)
    return ""


if __name__ == "__main__":
    arm, fast = Arm(), FastArm()
    angles, target = pose()
    moved = arm.refine(angles, target)
    assert bool(tf.reduce_all(tf.abs(moved - arm.refine_staged(angles, target)) < 1e-6))
    tf.config.run_functions_eagerly(True)
    assert bool(tf.reduce_all(fast.refine(angles, target) == moved))
    assert arm.stretch(target).numpy().tolist() == target.numpy().tolist()
    tf.config.run_functions_eagerly(False)
    assert "float() argument must be" in complaint(arm.stretch, target)
    assert "float() argument must be" in complaint(fast.refine, angles, target)
    print("proved")
