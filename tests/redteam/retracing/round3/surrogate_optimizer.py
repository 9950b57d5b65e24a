"""Bayesian optimisation of a noisy function with a Gaussian-process surrogate."""
import argparse

import numpy as np
import tensorflow as tf


def kernel(left, right, scale=0.3):
    squared = tf.reduce_sum((left[:, None, :] - right[None, :, :]) ** 2, axis=-1)
    return tf.exp(-0.5 * squared / scale**2)


@tf.function
def posterior(points, values, grid):
    """Mean and standard deviation of the surrogate on the grid."""
    gram = kernel(points, points) + 1e-3 * tf.eye(tf.shape(points)[0])
    cross = kernel(points, grid)
    factor = tf.linalg.cholesky(gram)
    weights = tf.linalg.cholesky_solve(factor, values)
    reduction = tf.linalg.triangular_solve(factor, cross)
    variance = tf.maximum(1.0 - tf.reduce_sum(reduction**2, axis=0), 1e-6)
    return tf.squeeze(tf.matmul(cross, weights, transpose_a=True), axis=-1), tf.sqrt(variance)


@tf.function
def upper_bound(mean, deviation, courage):
    return mean + courage * deviation


def experiment(place):
    return -np.sin(3.0 * place) - place**2 + 0.7 * place


def optimise(rounds, resolution=40, courage=2.0):
    grid = np.linspace(-1.0, 2.0, resolution, dtype=np.float32)[:, None]
    courage = tf.constant(courage)
    points = tf.constant([[-0.9], [1.1]])
    values = tf.constant(experiment(points.numpy()))
    while len(points) < rounds + 2:
        mean, deviation = posterior(points, values, grid)  # expect: tf-shape-retrace
        candidate = int(np.argmax(upper_bound(mean, deviation, courage)))
        place = grid[candidate:candidate + 1]
        points = tf.concat([points, place], axis=0)
        values = tf.concat([values, experiment(place)], axis=0)
    best = int(tf.argmax(values[:, 0]))
    return points[best, 0].numpy(), values[best, 0].numpy(), len(points)


def main(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--courage", type=float, default=2.0)
    options = parser.parse_args(argv)
    place, value, trials = optimise(options.rounds, courage=options.courage)
    print(f"best {value:.3f} at {place:.3f} after {trials} trials")


if __name__ == "__main__":
    main(["--rounds", "5"])
    assert posterior.experimental_get_tracing_count() == 5
    main(["--rounds", "8"])
    assert posterior.experimental_get_tracing_count() == 8
    assert upper_bound.experimental_get_tracing_count() == 1
    relaxed = tf.function(posterior.python_function, reduce_retracing=True)
    grid = tf.zeros([40, 1])
    for count in range(2, 8):
        relaxed(tf.reshape(tf.range(float(count)), [-1, 1]), tf.ones([count, 1]), grid)
    assert relaxed.experimental_get_tracing_count() == 2
    print("proved")
