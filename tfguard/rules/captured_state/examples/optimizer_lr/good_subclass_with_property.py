"""A subclass brings the old name back, with a setter that does what it did."""

import keras
import tensorflow as tf


class OldSGD(keras.optimizers.SGD):
    @property
    def lr(self):
        return self.learning_rate

    @lr.setter
    def lr(self, value):
        self.learning_rate = value


weights = tf.Variable(0.0)
optimizer = OldSGD(1.0)
optimizer.build([weights])


@tf.function
def step(gradient):
    optimizer.apply_gradients([(gradient, weights)])


def run():
    step(tf.constant(-1.0))
    optimizer.lr = 0.25
    step(tf.constant(-1.0))
    return {"results": weights.numpy(), "wanted": 1.25}
