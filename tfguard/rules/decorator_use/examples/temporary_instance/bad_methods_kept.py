"""The methods are kept, the objects are not; a module of TensorFlow, decorated by a wrapper of the project."""

import functools

import tensorflow as tf

compiled = functools.partial(tf.function, autograph=False)


class Stage(tf.Module):
    def __init__(self, rate):
        super().__init__()
        self.rate = rate

    @compiled
    def step(self, x):
        return x - self.gradient(x) * self.rate

    def gradient(self, x):
        return 2.0 * x


def descend(x):
    steps = [Stage(rate).step for rate in (0.5, 0.25)]  # expect: tf-temporary-instance
    for step in steps:
        x = step(x)
    return x


def run():
    return [descend(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
