"""The cure: learning_rate gives the variable, which has an assign of its own."""

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


def run():
    trainer = Trainer()
    trainer.step(tf.constant([-1.0]))
    trainer.optimizer.learning_rate.assign(0.25)
    trainer.step(tf.constant([-1.0]))
    return {"results": trainer.weights.numpy(), "wanted": [1.25]}
