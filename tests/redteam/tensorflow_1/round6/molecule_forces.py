"""Energies, forces and stiffness of a small molecule from a pair potential."""
import tensorflow as tf


def pair_energy(positions, depth, size):
    difference = positions[:, None, :] - positions[None, :, :]
    squared = tf.reduce_sum(difference**2, axis=-1) + tf.eye(3) * 1e6
    ratio = (size**2 / squared) ** 3
    return 2.0 * depth * tf.reduce_sum(ratio**2 - ratio)


class Potential:
    def __init__(self, depth, size):
        self.depth = depth
        self.size = size
        self.force_graph = tf.function(
            self.forces, input_signature=[tf.TensorSpec([3, 3], tf.float32)]
        )

    def energy(self, positions):
        return pair_energy(positions, self.depth, self.size)

    def forces(self, positions):
        (gradient,) = tf.gradients(self.energy(positions), positions)
        return -gradient

    @tf.function
    def curvature(self, positions, direction):
        (first,) = tf.gradients(self.energy(positions), [positions])
        along = tf.reduce_sum(first * direction)
        (second,) = tf.gradients(along, [positions], stop_gradients=[direction])
        return tf.reduce_sum(second * direction)

    def relax(self, positions, steps, rate=1e-3):
        for _ in range(steps):
            positions = positions + rate * self.force_graph(positions)
        return positions


def by_tape(potential, positions, direction):
    with tf.GradientTape() as outer:
        outer.watch(positions)
        with tf.GradientTape() as inner:
            inner.watch(positions)
            energy = potential.energy(positions)
        first = inner.gradient(energy, positions)
        along = tf.reduce_sum(first * direction)
    return -first, tf.reduce_sum(outer.gradient(along, positions) * direction)


def molecule():
    return tf.constant([[0.0, 0.0, 0.0], [1.2, 0.0, 0.0], [0.5, 1.1, 0.1]])


if __name__ == "__main__":
    potential = Potential(depth=0.5, size=1.0)
    start, direction = molecule(), tf.ones([3, 3]) * tf.constant([1.0, 0.0, -1.0])
    forces, curvature = by_tape(potential, start, direction)
    assert float(tf.reduce_max(tf.abs(potential.force_graph(start) - forces))) < 1e-4
    assert abs(float(potential.curvature(start, direction)) - float(curvature)) < 1e-3
    relaxed = potential.relax(start, steps=5)
    assert float(potential.energy(relaxed)) < float(potential.energy(start))
    print("proved")
