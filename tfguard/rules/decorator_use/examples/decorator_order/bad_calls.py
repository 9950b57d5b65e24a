"""Caches that are called and not written as decorators, over and under tf.function, by an alias too."""

import functools

import tensorflow as tf

cached = functools.lru_cache(maxsize=None)
compiled = functools.partial(tf.function, autograph=False)


def halved(x):
    return x / 2.0


def squared(x):
    return tf.square(x)


remembered = cached(squared)
square = compiled(remembered)  # expect: tf-decorator-order


class Rates:
    def __init__(self, rate):
        self.rate = rate

    def scaled(self, x):
        return x * self.rate

    def quote(self):
        return cached(tf.function(self.scaled))  # expect: tf-decorator-order


plain_half = tf.function(halved)
half = functools.cache(plain_half)  # expect: tf-decorator-order


def run():
    scaled = Rates(2.0).quote()
    return [
        [square(tf.constant(x)).numpy(), scaled(tf.constant(x)).numpy(), half(tf.constant(x)).numpy()]
        for x in (1.0, 2.0, 3.0)
    ]
