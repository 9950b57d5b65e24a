"""The constructor makes traced functions and is none; __call__, __len__ and __getitem__ work as graphs."""

import tensorflow as tf


class Model:
    def __init__(self, scale):
        self.scale = tf.Variable(scale)
        self.step = tf.function(self._step)

    def _step(self, x):
        return x * self.scale

    @tf.function
    def __call__(self, x):
        return self.step(x) + 1.0

    @tf.function
    def __len__(self):
        return 3

    @tf.function
    def __getitem__(self, index):
        return tf.constant([1.0, 2.0, 3.0])[index]


def run():
    model = Model(2.0)
    return [[model(tf.constant(value)).numpy(), len(model), model[1].numpy()] for value in (1.0, 2.0, 3.0)]
