"""Expands a function in Chebyshev modes and evaluates the series."""
import math

import tensorflow as tf


class ChebyshevBasis:
    """The modes T_0 ... T_n as compiled functions."""

    def __init__(self, order):
        self.order = order
        self.norms = [math.pi if k == 0 else math.pi / 2 for k in range(order + 1)]
        self.modes = []
        for k, norm in enumerate(self.norms):
            @tf.function
            def mode(angle):
                return tf.cos(k * angle)  # expect: tf-loop-capture

            self.modes.append((mode, norm))

    def coefficients(self, function, points=32):
        """Gauss-Chebyshev quadrature."""
        angles = (tf.range(points, dtype=tf.float32) + 0.5) * math.pi / points
        values = function(tf.cos(angles)) * math.pi / points
        return [float(tf.reduce_sum(values * mode(angles))) / norm for mode, norm in self.modes]

    def evaluate(self, coefficients, x):
        angles = tf.acos(tf.constant(x))
        terms = [c * mode(angles) for c, (mode, _) in zip(coefficients, self.modes)]
        return tf.add_n(terms)


def cubic(x):
    return 4.0 * x ** 3 - 3.0 * x + 1.0


def expand(order=3):
    basis = ChebyshevBasis(order)
    coefficients = basis.coefficients(cubic)
    series = basis.evaluate(coefficients, [-0.5, 0.0, 0.5])
    return [round(c, 3) for c in coefficients], series.numpy().round(3).tolist()


if __name__ == "__main__":
    got, series = expand()
    assert got == [0.5, 1.0, 1.0, 1.0], got  # should be 1, 0, 0, 1
    assert series != [2.0, 1.0, 0.0]
    exact = [math.cos(0 * 0.7), math.cos(3 * 0.7)]
    first = ChebyshevBasis(3).modes[0][0]
    assert abs(float(first(tf.constant(0.7))) - exact[1]) < 1e-5
    assert abs(float(first(tf.constant(0.7))) - exact[0]) > 0.5
    print("proved")
