"""A compiled method has a helper look for numbers that are none; another asserts a condition."""

import functools

import tensorflow as tf
from tensorflow import debugging

finite = functools.partial(debugging.check_numerics, message="diverged")


def scaled(gradient, norm):
    debugging.Assert(norm > 0.0, [norm])  # expect: tf-jit-silent-difference
    return finite(gradient / norm)  # expect: tf-jit-silent-difference


class Descent:
    def __init__(self):
        self.step = tf.function(self._step, jit_compile=True)

    def _step(self, weight, gradient):
        return weight - 0.1 * scaled(gradient, tf.norm(gradient))


def answer(descent, gradient):
    try:
        return descent.step(tf.constant([1.0, 2.0]), tf.constant(gradient)).numpy().tolist()
    except tf.errors.InvalidArgumentError:
        return "refused"


def run():
    descent = Descent()
    return [answer(descent, gradient) for gradient in ([3.0, 4.0], [0.0, 0.0], [1.0, float("nan")])]
