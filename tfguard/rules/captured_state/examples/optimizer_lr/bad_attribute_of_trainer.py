"""The optimizer is an attribute, and a method of the trainer sets its rate."""

import keras
import tensorflow as tf


class Trainer:
    def __init__(self):
        self.weights = tf.Variable([0.0])
        self.optimizer = keras.optimizers.SGD(learning_rate=1.0)
        self.optimizer.build([self.weights])

    @tf.function
    def step(self, gradient):
        self.optimizer.apply_gradients([(gradient, self.weights)])

    def set_rate(self, rate):
        self.optimizer.lr = rate  # expect: tf-optimizer-lr


def run():
    trainer = Trainer()
    trainer.step(tf.constant([-1.0]))
    trainer.set_rate(0.25)
    trainer.step(tf.constant([-1.0]))
    return {"results": trainer.weights.numpy(), "wanted": [1.25]}
