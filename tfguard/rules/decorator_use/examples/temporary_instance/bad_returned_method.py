"""A factory returns a traced method, and the object goes with the factory's own names."""

import tensorflow as tf


class Smoother(tf.Module):
    def __init__(self, decay):
        super().__init__()
        self.decay = tf.Variable(decay)

    @tf.function
    def slower(self):
        self.decay.assign_add(0.25)

    @tf.function
    def update(self, old, new):
        return self.decay * old + (1.0 - self.decay) * new


def make_update(decay):
    smoother = Smoother(decay)
    smoother.slower()
    return smoother.update  # expect: tf-temporary-instance


def smooth(values):
    update = make_update(0.25)
    level = tf.constant(0.0)
    for value in values:
        level = update(level, tf.constant(value))
    return level


def run():
    return [float(smooth(values)) for values in ([1.0, 2.0], [3.0, 4.0], [5.0, 6.0])]
