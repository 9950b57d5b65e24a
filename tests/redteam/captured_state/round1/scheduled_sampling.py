"""Scheduled sampling: teacher forcing fades out while a tagger is trained."""
import numpy as np
import tensorflow as tf


class ForcingMixin:
    """A share of teacher forcing that can be set like a plain attribute."""

    def _start_forcing(self, share):
        self._share = tf.Variable(share, dtype=tf.float32, trainable=False)

    @property
    def forcing(self):
        return self._share

    @forcing.setter
    def forcing(self, share):
        self._share.assign(min(1.0, max(0.0, share)))


class Tagger(ForcingMixin):
    def __init__(self):
        self._start_forcing(1.0)
        self.weight = tf.Variable(0.5)
        self.rate = 0.05

    @tf.function
    def train(self, gold, noise):
        previous = tf.concat([[0.0], gold[:-1]], axis=0)
        with tf.GradientTape() as tape:
            guess = tf.tanh(self.weight * previous)
            inputs = tf.where(noise < self.forcing, previous, tf.roll(guess, 1, axis=0))
            loss = tf.reduce_mean(tf.square(self.weight * inputs + inputs - gold))
        self.weight.assign_sub(self.rate * tape.gradient(loss, self.weight))
        return loss


def fade(tagger, epochs, batches):
    losses = []
    for epoch in range(epochs):
        tagger.forcing = 1.0 - epoch / (epochs - 1)
        losses += [float(tagger.train(gold, noise)) for gold, noise in batches]
    return losses


def make_batches(count, length):
    rng = np.random.default_rng(11)
    pairs = rng.uniform(size=(count, 2, length)).astype(np.float32)
    return [(tf.constant(gold), tf.constant(noise)) for gold, noise in pairs]


if __name__ == "__main__":
    batches = make_batches(2, 6)
    tagger = Tagger()
    graph = fade(tagger, 4, batches)
    assert float(tagger.forcing) == 0.0 and tagger.train.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    eager = fade(Tagger(), 4, batches)
    np.testing.assert_allclose(graph, eager, rtol=1e-4)
    print("proved")
