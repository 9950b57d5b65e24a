"""The variable is made in a helper, from the caller's argument."""

import tensorflow as tf


def momentum_like(gradient):
    return tf.Variable(tf.zeros_like(gradient))  # expect: tf-variable-creation


class Trainer:
    def __init__(self):
        self.update = tf.function(self._update)

    def _update(self, gradient):
        momentum = momentum_like(gradient)
        momentum.assign(0.9 * momentum + gradient)
        return momentum * 0.1


def run():
    trainer = Trainer()
    return [trainer.update(tf.ones([2])).numpy() for _ in range(2)]
