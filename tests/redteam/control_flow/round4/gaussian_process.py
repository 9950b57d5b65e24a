"""Gaussian process regression: posterior mean, and evidence for comparing kernels."""
import numpy as np
import tensorflow as tf


def squared_exponential(a, b, scale=1.0):
    distance = tf.square(a[:, tf.newaxis] - b[tf.newaxis, :])
    return tf.exp(-0.5 * distance / scale**2)


@tf.function
def evidence(kernel, y):
    """Log marginal likelihood; a singular kernel (inputs measured twice) gets some jitter."""
    try:  # allow: tf-try-except
        precision = tf.linalg.inv(kernel)
    except tf.errors.InvalidArgumentError:  # expect: tf-try-except
        kernel = kernel + 1e-2 * tf.eye(len(kernel), dtype=kernel.dtype)
        precision = tf.linalg.inv(kernel)
    fit = -0.5 * tf.tensordot(y, tf.linalg.matvec(precision, y), 1)
    complexity = 0.5 * tf.linalg.logdet(kernel)
    return fit - complexity - 0.5 * len(y) * tf.math.log(2.0 * tf.constant(np.pi, y.dtype))


@tf.function
def posterior_mean(x, y, queries, noise):
    kernel = squared_exponential(x, x) + noise * tf.eye(x.shape[0])
    factor = tf.linalg.cholesky(kernel)
    alpha = tf.linalg.cholesky_solve(factor, y[:, tf.newaxis])
    return tf.linalg.matvec(squared_exponential(queries, x), alpha[:, 0])


def regression():
    x = tf.linspace(0.0, 4.0, 6)
    y = tf.sin(x)
    return posterior_mean(x, y, tf.constant([1.0, 2.0]), tf.constant(1e-4))


def compare_kernels():
    y = tf.constant([0.2, -0.1])
    regular = tf.constant([[1.0, 0.3], [0.3, 1.0]])
    singular = tf.ones([2, 2])
    return [evidence(kernel, y) for kernel in (regular, singular)]


if __name__ == "__main__":
    np.testing.assert_allclose(regression(), np.sin([1.0, 2.0]), atol=0.02)
    tf.config.run_functions_eagerly(True)
    values = compare_kernels()
    tf.config.run_functions_eagerly(False)
    assert all(np.isfinite(value) for value in values), values
    try:
        compare_kernels()
    except tf.errors.InvalidArgumentError as error:
        assert "not invertible" in str(error), error
        assert "Graph execution error" in str(error), error
    else:
        raise AssertionError("the handler added jitter")
    print("proved")
