"""Gaussian processes: a cache of compiled kernels, and a context that chooses the jitter."""
import contextlib
import functools

import tensorflow as tf

JITTERS = [1e-4]


@contextlib.contextmanager
def jitter(value):
    JITTERS.append(value)
    try:
        yield
    finally:
        JITTERS.pop()


@functools.lru_cache(maxsize=None)
def compiled_kernel(name):
    """The kernel of that name as a graph; made once for each name."""
    kernels = {
        "rbf": lambda r: tf.exp(-0.5 * r**2),
        "laplace": lambda r: tf.exp(-r),
    }
    profile = kernels[name]

    @tf.function
    def kernel(a, b, length):
        return profile(tf.abs(a[:, None] - b[None]) / length)

    return kernel


def posterior_mean(name, x, y, where, length):
    kernel = compiled_kernel(name)
    gram = kernel(x, x, length) + JITTERS[-1] * tf.eye(x.shape[0])
    weights = tf.linalg.solve(gram, y[:, None])
    return tf.squeeze(kernel(where, x, length) @ weights, axis=1)


@tf.function
def log_likelihood(gram, y):
    with tf.name_scope("likelihood"), contextlib.ExitStack() as stack:
        stack.enter_context(tf.name_scope("cholesky"))
        root = tf.linalg.cholesky(gram)
        alpha = tf.linalg.cholesky_solve(root, y[:, None])
    fit = -0.5 * tf.reduce_sum(y[:, None] * alpha)
    return fit - tf.reduce_sum(tf.math.log(tf.linalg.diag_part(root)))


def soil():
    x = tf.linspace(0.0, 3.0, 7)
    return x, tf.sin(2.0 * x), tf.constant([0.4, 1.1, 2.9])


if __name__ == "__main__":
    x, y, where = soil()
    length = tf.constant(0.7)
    assert compiled_kernel("rbf") is compiled_kernel("rbf")
    for name in ("rbf", "laplace", "rbf"):
        graph = posterior_mean(name, x, y, where, length)
        with jitter(1e-3):
            smoother = posterior_mean(name, x, y, where, length)
        tf.config.run_functions_eagerly(True)
        eager = posterior_mean(name, x, y, where, length)
        tf.config.run_functions_eagerly(False)
        assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-3)), name
        assert bool(tf.reduce_all(tf.abs(graph - smoother) < 0.1))
    gram = compiled_kernel("laplace")(x, x, length) + 0.1 * tf.eye(7)
    assert abs(float(log_likelihood(gram, y)) - float(log_likelihood.python_function(gram, y))) < 1e-4
    print("proved")
