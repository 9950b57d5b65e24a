"""The cure: the same computations with a loop on the tensor; a function named like its own helper."""

import tensorflow as tf


@tf.function
def factorial(n):
    product = tf.ones_like(n)
    while n > 1.0:
        product *= n
        n -= 1.0
    return product


class Solver:
    def __init__(self, inner=None):
        self.inner = inner

    @tf.function
    def solve(self, x):
        if tf.reduce_sum(x) > 0.0:
            x = x - 1.0
        if self.inner is not None:
            x = self.inner.solve(x)
        return x


def run():
    solver = Solver(Solver())
    return [
        [factorial(tf.constant(value)).numpy(), solver.solve(tf.constant([value])).numpy().tolist()]
        for value in (1.0, 3.0, 4.0)
    ]
