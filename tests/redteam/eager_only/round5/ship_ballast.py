"""Balances a ship: tanks are filled step by step until she is upright, with limits bound in advance."""
import math
from functools import partial

import numpy as np
import tensorflow as tf

ARMS = np.array([-6.0, -2.0, 2.0, 6.0], dtype=np.float32)


def heel(tanks, mass):
    """Angle in radians, by the arms of the tanks."""
    moment = tf.tensordot(tanks, ARMS, 1)
    return tf.math.atan(moment / mass)


def listing(tanks, step, mass, limit):
    return tf.logical_and(tf.abs(heel(tanks, mass)) > limit, step < 20)


def pump(tanks, step, mass, rate):
    """From the heavy side to the light one."""
    side = np.sign(heel(tanks, mass))  # expect: tf-numpy-op
    flow = side * rate * ARMS / np.abs(ARMS).sum()
    return tf.maximum(tanks - flow, 0.0), step + 1


def staged_pump(tanks, step, mass, rate):
    side = tf.sign(heel(tanks, mass))
    flow = side * rate * ARMS / np.abs(ARMS).sum()
    return tf.maximum(tanks - flow, 0.0), step + 1


class Ballast:
    """One pump, used as the body of a loop."""

    def __init__(self, pump, mass=400.0, rate=1.5):
        self.limit = math.radians(0.5)
        self.condition = partial(listing, mass=mass, limit=self.limit)
        self.body = partial(pump, mass=mass, rate=rate)

    def __call__(self, tanks):
        return tf.while_loop(self.condition, self.body, (tanks, tf.constant(0)))


@tf.function
def advice(angle):
    """Degrees to port or to starboard, by branches given as functions."""

    def port():
        return -math.degrees(angle)  # expect: tf-python-cast

    def starboard():
        return tf.constant(math.degrees(0.5)) * angle

    return tf.cond(angle < 0.0, port, starboard)


@tf.function
def staged_advice(angle):
    return tf.cond(
        angle < 0.0,
        lambda: -angle * (180.0 / math.pi),
        lambda: tf.constant(math.degrees(0.5)) * angle,
    )


def balanced(ballast):
    return tf.function(lambda tanks: ballast(tanks))


def failure(function, *arguments):
    try:
        function(*arguments)
    except (NotImplementedError, TypeError) as error:
        return str(error)
    raise AssertionError("balanced")


def close(left, right):
    for a, b in zip(left, right, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-4, atol=1e-4)


if __name__ == "__main__":
    eager, graph = Ballast(pump), Ballast(staged_pump)
    wrong, right = balanced(eager), balanced(graph)
    for values in ([9.0, 8.0, 7.0, 6.0], [1.0, 2.0, 3.0, 9.0], [5.0, 5.0, 5.0, 5.0]):
        tanks = tf.constant(values)
        close(right(tanks), eager(tanks))
        text = failure(wrong, tanks)
        assert "np.sign(heel(tanks, mass))" in text and "Cannot convert a symbolic" in text, text
    for value in (-0.2, 0.3):
        angle = tf.constant(value)
        close([staged_advice(angle)], [advice.python_function(angle)])
        text = failure(advice, angle)
        assert ", in port" in text and "must be real number" in text, text
    print("proved")
