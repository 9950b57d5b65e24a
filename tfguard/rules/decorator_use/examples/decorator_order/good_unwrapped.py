"""What an attribute gives is a function: a static method or a class method is wrapped by a call."""

import tensorflow as tf


class Ops:
    offset = 1.0

    @staticmethod
    def halve(x):
        return x / 2.0

    @classmethod
    def moved(cls, x):
        return x + cls.offset

    def __init__(self):
        self.step = tf.function(self.halve)


halve = tf.function(Ops.halve)
moved = tf.function(Ops.moved)


def run():
    ops = Ops()
    return [
        [halve(tf.constant(x)).numpy(), moved(tf.constant(x)).numpy(), ops.step(tf.constant(x)).numpy()]
        for x in (1.0, 2.0, 3.0)
    ]
