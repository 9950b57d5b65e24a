"""A method that is reached through another one writes a global with a tuple target."""

import tensorflow as tf

epoch, batches = 0, 0


class Trainer:
    def advance(self):
        global epoch, batches
        epoch, batches = epoch + 1, batches + 10  # expect: tf-global-write

    def step(self, weights):
        self.advance()
        return weights * 0.5

    def train(self, weights):
        traced = tf.function(self.step)
        for _ in range(3):
            weights = traced(weights)
        return weights


def run():
    weights = Trainer().train(tf.constant([8.0]))
    return weights.numpy(), epoch, batches
