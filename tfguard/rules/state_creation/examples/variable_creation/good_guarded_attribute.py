"""Made on the first call and kept on self: each instance has its own, whatever the form of the guard."""

import tensorflow as tf


class Ema:
    mean = None

    @tf.function
    def update(self, value):
        if self.mean is None:
            self.mean = tf.Variable(tf.zeros_like(value))
        self.mean.assign(0.5 * self.mean + 0.5 * value)
        return self.mean.read_value()


class Scale(tf.Module):
    @tf.function(jit_compile=True)
    def __call__(self, inputs):
        if not hasattr(self, "factor"):
            self.factor = tf.Variable(3.0)
        return inputs * self.factor


class Shift:
    def __init__(self):
        self.built = False

    def build(self):
        self.offset = tf.Variable(1.0)
        self.built = True

    @tf.function
    def apply(self, inputs):
        if not self.built:
            self.build()
        return inputs + self.offset


def run():
    first, second, scale, shift = Ema(), Ema(), Scale(), Shift()
    means = [first.update(tf.constant(value)).numpy() for value in (1.0, 2.0, 3.0)]
    means.append(second.update(tf.constant(8.0)).numpy())
    return means, [scale(shift.apply(tf.constant(value))).numpy() for value in (1.0, 2.0)]
