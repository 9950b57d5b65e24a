"""Entropic optimal transport between two histograms, by Sinkhorn's iterations."""
import numpy as np
import tensorflow as tf


class Sinkhorn:
    def __init__(self, cost, epsilon=0.1, iterations=25, tolerance=1e-3):
        self.kernel = tf.exp(-tf.constant(cost, tf.float32) / epsilon)
        self.iterations = iterations
        self.tolerance = tolerance
        self.solve = tf.function(self._solve)
        self.barycentre = tf.function(self._barycentre)

    def _solve(self, source, target):
        u, v = tf.ones_like(source), tf.ones_like(target)
        for _ in range(self.iterations):  # allow: tf-tensor-break-in-python-loop
            u = source / tf.linalg.matvec(self.kernel, v)
            v = target / tf.linalg.matvec(self.kernel, u, transpose_a=True)
            row = u * tf.linalg.matvec(self.kernel, v)
            if tf.reduce_max(tf.abs(row - source)) < self.tolerance:  # expect: tf-tensor-break-in-python-loop
                break  # allow: tf-tensor-break-in-python-loop
        return u[:, None] * self.kernel * v[None, :]

    def _barycentre(self, left, right):
        """Geometric mean of the two marginals, projected until it stays put."""
        mean = tf.sqrt(left * right)
        count = 0
        while count < self.iterations:  # allow: tf-tensor-break-in-python-loop
            smooth = tf.linalg.matvec(self.kernel, mean)
            new = smooth / tf.reduce_sum(smooth)
            moved = tf.reduce_sum(tf.abs(new - mean))
            mean, count = new, count + 1
            if moved < self.tolerance:  # expect: tf-tensor-break-in-python-loop
                break  # allow: tf-tensor-break-in-python-loop
        return mean


def histograms(size=4):
    grid = np.linspace(0.0, 1.0, size)
    cost = (grid[:, None] - grid[None, :]) ** 2
    first, second = np.exp(-grid), np.exp(-((grid - 0.7) ** 2))
    as_tensor = lambda h: tf.constant(h / h.sum(), tf.float32)
    return cost, as_tensor(first), as_tensor(second)


def transport_plan():
    cost, first, second = histograms()
    problem = Sinkhorn(cost)
    return problem.solve(first, second)


def mean_histogram():
    cost, first, second = histograms()
    problem = Sinkhorn(cost)
    return problem.barycentre(first, second)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(tf.reduce_sum(transport_plan(), axis=1), histograms()[1], atol=2e-3)
    assert abs(float(tf.reduce_sum(mean_histogram())) - 1.0) < 1e-5
    tf.config.run_functions_eagerly(False)
    for run, text in [
        (transport_plan, "break and return statements which depend on a TF condition are not supported in Python for"),
        (mean_histogram, "The condition of while loop started as non-Tensor, then changed to Tensor"),
    ]:
        try:
            run()
        except NotImplementedError as error:
            assert text in str(error), error
        else:
            raise AssertionError(text)
    print("proved")
