"""Conjugate gradients and a backtracking line search on a quadratic."""
import numpy as np
import tensorflow as tf


class Quadratic(tf.Module):
    def __init__(self, matrix, offset, blocks=("upper", "lower"), stop_after=None):
        super().__init__()
        self.matrix = tf.constant(matrix, tf.float32)
        self.offset = tf.constant(offset, tf.float32)
        self.blocks, self.stop_after = blocks, stop_after

    def value(self, x):
        return 0.5 * tf.tensordot(x, tf.linalg.matvec(self.matrix, x), 1) - tf.tensordot(self.offset, x, 1)

    def gradient(self, x):
        return tf.linalg.matvec(self.matrix, x) - self.offset


@tf.function
def backtrack(problem, x, direction):
    """Halves the step until the value falls."""
    start, step = problem.value(x), 1.0
    slope = tf.tensordot(problem.gradient(x), direction, 1)
    while tf.constant(True):
        if problem.value(x + step * direction) <= start + 1e-4 * step * slope:
            break
        step = 0.5 * step
        if step < 1e-6:
            break
    return step


@tf.function
def conjugate_gradients(problem, x, tolerance):
    residual = -problem.gradient(x)
    direction, used = residual, 0
    for _ in tf.range(20):
        norm = tf.tensordot(residual, residual, 1)
        if tf.sqrt(norm) < tolerance:
            break
        product = tf.linalg.matvec(problem.matrix, direction)
        step = norm / tf.tensordot(direction, product, 1)
        x = x + step * direction
        residual = residual - step * product
        direction = residual + tf.tensordot(residual, residual, 1) / norm * direction
        used += 1
    return x, used


@tf.function
def block_descent(problem, x):
    """One sweep over named blocks; a block whose gradient is flat is skipped."""
    half = x.shape[0] // 2
    moved = tf.constant(0)
    for name in problem.blocks:
        if name == problem.stop_after:
            break
        gradient = problem.gradient(x)
        mask = tf.cast(tf.range(x.shape[0]) < half if name == "upper" else tf.range(x.shape[0]) >= half, x.dtype)
        if tf.norm(gradient * mask) < 1e-3:
            continue
        x = x - 0.1 * gradient * mask
        moved += 1
    return x, moved


def main():
    problem = Quadratic([[2.0, 0.5], [0.5, 1.0]], [1.0, 0.0])
    x = tf.constant([3.0, -2.0])
    step = backtrack(problem, x, -4.0 * problem.gradient(x))
    solution, used = conjugate_gradients(problem, x, tf.constant(1e-4))
    return step, solution, used, block_descent(problem, solution), block_descent(problem, x)


if __name__ == "__main__":
    traced = tf.nest.flatten(main())
    tf.config.run_functions_eagerly(True)
    eager = tf.nest.flatten(main())
    tf.config.run_functions_eagerly(False)
    for left, right in zip(traced, eager, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(traced[1], np.linalg.solve([[2.0, 0.5], [0.5, 1.0]], [1.0, 0.0]), atol=1e-4)
    assert traced[2] == 2 and traced[4] == 0 and traced[6] == 2 and traced[0] < 1.0
    print("proved")
