"""Damped least-squares inverse kinematics for a planar two-link arm."""
import tensorflow as tf


class Arm:
    def __init__(self, upper=1.0, lower=0.8):
        self.upper = upper
        self.lower = lower
        self._damping = 1.0

    @property
    def damping(self):
        return self._damping

    @damping.setter
    def damping(self, value):
        if value <= 0.0:
            raise ValueError("damping must be positive")
        self._damping = float(value)

    def tip(self, angles):
        first, both = angles[0], angles[0] + angles[1]
        x = self.upper * tf.cos(first) + self.lower * tf.cos(both)
        y = self.upper * tf.sin(first) + self.lower * tf.sin(both)
        return tf.stack([x, y])

    def jacobian(self, angles):
        first, both = angles[0], angles[0] + angles[1]
        outer_x, outer_y = -self.lower * tf.sin(both), self.lower * tf.cos(both)
        inner_x, inner_y = -self.upper * tf.sin(first), self.upper * tf.cos(first)
        return tf.stack([[inner_x + outer_x, outer_x], [inner_y + outer_y, outer_y]])

    @tf.function
    def improve(self, angles, target):
        slope = self.jacobian(angles)
        normal = tf.matmul(slope, slope, transpose_a=True)
        normal += self._damping * tf.eye(2)  # expect: tf-attribute-read
        pull = tf.linalg.matvec(slope, target - self.tip(angles), transpose_a=True)
        return angles + tf.linalg.solve(normal, pull[:, None])[:, 0]


class Reacher:
    """Lowers the damping while the arm comes closer."""

    def __init__(self, arm):
        self.arm = arm

    def relax(self):
        self.arm.damping = max(self.arm.damping * 0.3, 1e-3)

    def reach(self, goal, rounds=6):
        angles, target = tf.constant([0.3, 0.9]), tf.constant(goal)
        misses = []
        for _ in range(rounds):
            angles = self.arm.improve(angles, target)
            misses.append(float(tf.norm(self.arm.tip(angles) - target)))
            self.relax()
        return misses


def run():
    return Reacher(Arm()).reach([0.5, 1.2])


if __name__ == "__main__":
    graph = run()
    tf.config.run_functions_eagerly(True)
    eager = run()
    assert abs(graph[0] - eager[0]) < 1e-5
    assert eager[-1] < 1e-3 < 1e-2 < graph[-1], (eager, graph)
    print("proved")
