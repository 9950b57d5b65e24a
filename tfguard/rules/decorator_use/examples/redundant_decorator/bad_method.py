"""A method that two traced methods call, one through a helper."""

import tensorflow as tf


class Trainer:
    def __init__(self):
        self.weight = tf.Variable(2.0)

    @tf.function()  # expect: tf-redundant-decorator
    def _loss(self, x):
        return tf.square(self.weight * x)

    def _gradient(self, x):
        with tf.GradientTape() as tape:
            loss = self._loss(x)
        return tape.gradient(loss, self.weight)

    @tf.function
    def step(self, x):
        self.weight.assign_sub(0.01 * self._gradient(x))
        return self.weight.read_value()

    @tf.function(reduce_retracing=True)
    def evaluate(self, x):
        return self._loss(x)


def run():
    trainer = Trainer()
    x = [tf.constant(value) for value in (1.0, 2.0, 3.0)]
    return [[trainer.step(each).numpy(), trainer.evaluate(each).numpy()] for each in x]
