"""Trains embeddings that join two languages, with a callback that looks at the rows of rare words."""
import numpy as np
import tensorflow as tf
from tensorflow import keras

WORDS, WIDTH = 6, 4


class Bridge(keras.Model):
    def __init__(self):
        super().__init__()
        self.source = keras.layers.Embedding(WORDS, WIDTH)
        self.bridge = keras.layers.Dense(WIDTH, use_bias=False)

    def call(self, words):
        return self.bridge(self.source(words))


@tf.function
def alignment(a, b):
    return tf.reduce_mean(tf.reduce_sum(tf.math.l2_normalize(a, -1) * tf.math.l2_normalize(b, -1), -1))


class RareWords(keras.callbacks.Callback):
    """Logs how well rare words are aligned at the end of an epoch."""

    def __init__(self, words, target):
        super().__init__()
        self.words = words
        self.target = target
        self.seen = []

    def measure(self):
        return alignment(self.model(self.words), self.target)

    def on_epoch_end(self, epoch, logs=None):
        self.seen.append(float(self.measure()))


class OldRareWords(RareWords):
    def on_epoch_end(self, epoch, logs=None):
        value = tf.compat.v1.keras.backend.get_session().run(self.measure())  # expect: tf1-session  allow: tf1-removed-api
        self.seen.append(value)


class EvalRareWords(RareWords):
    def on_epoch_end(self, epoch, logs=None):
        self.seen.append(self.measure().eval())  # expect: tf1-session


def data():
    words = np.arange(WORDS)
    return words, np.random.default_rng(1).normal(size=(WORDS, WIDTH)).astype(np.float32)


if __name__ == "__main__":
    keras.utils.set_random_seed(4)
    words, vectors = data()
    model = Bridge()
    model.compile("adam", "mse")
    rare = RareWords(tf.constant([0, 3]), tf.constant(vectors[[0, 3]]))
    model.fit(words, vectors, epochs=2, verbose=0, callbacks=[rare])
    assert len(rare.seen) == 2 and all(abs(value) <= 1.0 for value in rare.seen)
    for kind, errors in ((OldRareWords, AttributeError), (EvalRareWords, NotImplementedError)):
        old = kind(tf.constant([0, 3]), tf.constant(vectors[[0, 3]]))
        try:
            model.fit(words, vectors, epochs=1, verbose=0, callbacks=[old])
        except errors as error:
            assert "get_session" in str(error) or "eval is not supported" in str(error), error
        else:
            raise AssertionError(kind)
    print("proved")
