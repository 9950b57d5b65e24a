"""Made on the first call and not kept: that call traces twice, so its result comes from the second trace."""

import tensorflow as tf


class Warmup:
    def __init__(self):
        self.first = True

    @tf.function
    def scale(self, value):
        if self.first:
            self.first = False  # expect: tf-attribute-mutation
            factor = tf.Variable(2.0)  # expect: tf-variable-creation
            return value * factor
        return value * 10.0


def run():
    warmup = Warmup()
    return [warmup.scale(tf.constant(1.0)).numpy() for _ in range(2)]
