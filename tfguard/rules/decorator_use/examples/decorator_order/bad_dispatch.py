"""tf.function over singledispatchmethod: the class statement raises."""

import functools

import tensorflow as tf


class Tint:
    @tf.function  # expect: tf-decorator-order
    @functools.singledispatchmethod
    def by(self, amount):
        return amount

    @by.register
    def _(self, amount: float):
        return tf.fill([3], amount)


def run():
    return [Tint().by(value).numpy() for value in (1.0, 2.0, 3.0)]
