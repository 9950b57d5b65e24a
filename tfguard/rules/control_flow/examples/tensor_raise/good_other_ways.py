"""The cure: an assertion as operation. Right too: an abstract method, a Python condition in a tensor's branch."""

import tensorflow as tf

LIMIT = 8


class Base:
    def scale(self, x):
        raise NotImplementedError


class Double(Base):
    def scale(self, x):
        return x * 2.0


@tf.function
def step(x):
    tf.debugging.assert_less(x, 100.0)
    if x > 1.0:
        if LIMIT < 4:
            raise ValueError("the limit is too small")
        x = x / 2.0
    return Double().scale(x)


def run():
    return [float(step(tf.constant(value))) for value in (1.0, 2.0, 3.0)]
