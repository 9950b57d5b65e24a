"""Two guarded variables, of which the second is first needed under another Python flag."""

import tensorflow as tf


class Normalizer:
    def __init__(self):
        self.mean = None
        self.scale = None

    @tf.function
    def apply(self, inputs, rescale=False):
        if self.mean is None:
            self.mean = tf.Variable(tf.zeros([2]))
        outputs = inputs - self.mean
        if rescale:
            if self.scale is None:
                self.scale = tf.Variable(tf.ones([2]))  # expect: tf-late-state-creation
            outputs = outputs * self.scale
        return outputs


def run():
    normalizer = Normalizer()
    inputs = tf.constant([1.0, 2.0])
    return [normalizer.apply(inputs, rescale=rescale).numpy() for rescale in (False, False, True)]
