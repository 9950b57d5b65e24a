"""A method that yields, traced by a wrapper of the project, and one that a call wraps."""

import functools

import tensorflow as tf

compiled = functools.partial(tf.function, reduce_retracing=True)


class Schedule:
    def __init__(self, rate):
        self.rate = tf.constant(rate)

    @compiled
    def rates(self, steps):  # expect: tf-generator
        rate = self.rate
        for _ in range(steps):
            yield rate
            rate = rate * 0.5


def pairs(x):
    yield from zip(tf.unstack(x), tf.unstack(x * 2.0), strict=True)


def run():
    pairs_in_graph = tf.function(pairs)  # expect: tf-generator
    schedule = Schedule(1.0)
    found = [[float(rate) for rate in schedule.rates(2)] for _ in range(3)]
    return [found, [[float(one), float(other)] for one, other in pairs_in_graph(tf.constant([1.0, 2.0]))]]
