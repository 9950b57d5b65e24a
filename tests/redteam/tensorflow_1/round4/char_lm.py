"""Bigram language model on characters, trained with the optimizer of the old scripts."""
import math

import tensorflow as tf

TEXT = "the cat sat on the mat and the rat sat on the cat "
ALPHABET = sorted(set(TEXT))
INDEX = {char: i for i, char in enumerate(ALPHABET)}


def encode(text):
    return tf.constant([INDEX[char] for char in text], dtype=tf.int32)


class Trainer:
    def __init__(self, learning_rate=0.5, seed=(4, 4)):
        size = len(ALPHABET)
        self.logits = tf.Variable(tf.random.stateless_normal([size, size], seed, stddev=0.1), name="bigrams")
        self.optimizer = tf.compat.v1.train.AdagradOptimizer(learning_rate)  # allow: tf1-variables
        self.train_step = tf.function(self._train_step)
        self.nats = tf.function(self._nats)

    def _nats(self, codes):
        rows = tf.gather(self.logits, codes[:-1])
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(codes[1:], rows))

    def _train_step(self, codes):
        loss = self._nats(codes)
        self.optimizer.minimize(loss)  # expect: tf1-variables
        return loss

    def fit(self, text, epochs=4):
        codes = encode(text)
        for _ in range(epochs):
            loss = self.train_step(codes)
        return math.exp(float(loss))

    def perplexity(self, text):
        return math.exp(float(self.nats(encode(text))))


if __name__ == "__main__":
    trainer = Trainer()
    before = trainer.perplexity(TEXT)
    assert abs(before - math.exp(float(trainer._nats(encode(TEXT))))) < 1e-3
    try:
        trainer.fit(TEXT)
    except ValueError as error:
        assert "No variables to optimize" in str(error), error
    else:
        raise AssertionError("the variables were in a collection")
    try:
        trainer._train_step(encode(TEXT))
    except RuntimeError as error:
        assert "should be a function when eager execution is enabled" in str(error), error
    else:
        raise AssertionError
    assert trainer.perplexity(TEXT) == before
    print("proved")
