"""The guard is a tensor, so both branches are traced and the variable exists in one of them only."""

import tensorflow as tf


class Ema:
    def __init__(self):
        self.mean = None

    @tf.function
    def update(self, step, value):
        if step == 0:
            self.mean = tf.Variable(value)  # expect: tf-variable-creation
        self.mean.assign(0.5 * self.mean + 0.5 * value)
        return self.mean.read_value()


def run():
    ema = Ema()
    return [ema.update(tf.constant(step), tf.constant(1.0 + step)).numpy() for step in range(3)]
