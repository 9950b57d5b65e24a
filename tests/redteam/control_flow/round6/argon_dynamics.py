"""Molecular dynamics of a few argon atoms in reduced units."""
import numpy as np
import tensorflow as tf

STEPS = 150
DT = 0.002


def forces(positions):
    offsets = positions[:, None, :] - positions[None, :, :]
    squared = tf.reduce_sum(offsets**2, axis=-1) + tf.eye(3)
    inverse = 1.0 / squared**3
    strength = 24.0 * (2.0 * inverse**2 - inverse) / squared
    strength *= 1.0 - tf.eye(3)
    return tf.reduce_sum(strength[:, :, None] * offsets, axis=1)


@tf.function
def simulate(positions, velocities):
    acceleration = forces(positions)
    for _ in range(STEPS):  # expect: tf-python-loop-unroll
        velocities += 0.5 * DT * acceleration
        positions += DT * velocities
        acceleration = forces(positions)
        velocities += 0.5 * DT * acceleration
    return positions, velocities


@tf.function
def simulate_staged(positions, velocities):
    acceleration = forces(positions)
    for _ in tf.range(STEPS):
        velocities += 0.5 * DT * acceleration
        positions += DT * velocities
        acceleration = forces(positions)
        velocities += 0.5 * DT * acceleration
    return positions, velocities


@tf.function
def radial_histogram(positions, width=0.05, bins=64):
    offsets = positions[:, None, :] - positions[None, :, :]
    distances = tf.sqrt(tf.reduce_sum(offsets**2, axis=-1))
    counts = [tf.math.count_nonzero((distances >= k * width) & (distances < (k + 1) * width)) for k in range(bins)]  # expect: tf-python-loop-unroll
    return tf.stack(counts)


@tf.function
def cooled(velocities, target):
    step = 0
    while step < 90:  # expect: tf-python-loop-unroll
        energy = 0.5 * tf.reduce_sum(velocities**2)
        velocities = velocities * tf.sqrt(1.0 + 0.05 * (target / energy - 1.0))
        step += 1
    return velocities


def start():
    positions = tf.constant([[0.0, 0.0, 0.0], [1.2, 0.0, 0.0], [0.0, 1.3, 0.0]])
    velocities = tf.constant([[0.1, 0.0, 0.0], [-0.1, 0.1, 0.0], [0.0, -0.1, 0.0]])
    return positions, velocities


def main():
    positions, velocities = simulate(*start())
    return positions, radial_histogram(positions), cooled(velocities, tf.constant(0.5))


def nodes(function, *args):
    graph = function.get_concrete_function(*args).graph.as_graph_def()
    return len(graph.node) + sum(len(body.node_def) for body in graph.library.function)


if __name__ == "__main__":
    atoms, histogram, cold = main()
    np.testing.assert_allclose(atoms, simulate_staged(*start())[0], rtol=1e-4, atol=1e-4)
    assert int(tf.reduce_sum(histogram)) == 9
    assert abs(float(0.5 * tf.reduce_sum(cold**2)) - 0.5) < 0.1
    assert nodes(simulate, *start()) > 20 * STEPS > 5 * nodes(simulate_staged, *start())
    assert nodes(radial_histogram, start()[0]) > 5 * 64
    assert nodes(cooled, start()[1], tf.constant(0.5)) > 5 * 90
    print("proved")
