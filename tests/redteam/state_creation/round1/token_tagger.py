"""A windowed tagger for sequences; weights are kept as plain variables."""
from __future__ import annotations

import keras
import tensorflow as tf
from tensorflow import function as graph

VOCABULARY = 20
TAGS = 5


def corrupt(embedded: tf.Tensor, rate: float) -> tf.Tensor:
    """Drops whole features with probability ``rate`` while training."""
    if rate <= 0.0:
        return embedded
    return keras.layers.Dropout(rate)(embedded, training=True)  # expect: tf-layer-creation


def window(embedded: tf.Tensor) -> tf.Tensor:
    left = tf.pad(embedded[:, :-1], [[0, 0], [1, 0], [0, 0]])
    right = tf.pad(embedded[:, 1:], [[0, 0], [0, 1], [0, 0]])
    return tf.concat([left, embedded, right], axis=-1)


class Tagger(tf.Module):
    def __init__(self, width: int = 8, rate: float = 0.3) -> None:
        super().__init__()
        self.rate = rate
        self.table = tf.Variable(tf.ones([VOCABULARY, width]))
        self.head = tf.Variable(tf.ones([3 * width, TAGS]))

    def logits(self, tokens: tf.Tensor, rate: float = 0.0) -> tf.Tensor:
        hidden = window(tf.gather(self.table, tokens))
        hidden = corrupt(hidden, rate)
        return tf.einsum("btf,fk->btk", hidden, self.head)

    @graph
    def loss(self, tokens: tf.Tensor, tags: tf.Tensor) -> tf.Tensor:
        logits = self.logits(tokens, self.rate)
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(tags, logits))

    @graph
    def decode(self, tokens: tf.Tensor) -> tf.Tensor:
        return tf.argmax(self.logits(tokens), axis=-1)


if __name__ == "__main__":
    tokens = tf.constant([[1, 2, 3], [4, 5, 6]])
    tags = tf.constant([[0, 1, 2], [3, 4, 0]])
    tagger = Tagger()
    tf.config.run_functions_eagerly(True)
    assert all(float(tagger.loss(tokens, tags)) > 0 for _ in range(3))
    tf.config.run_functions_eagerly(False)
    assert tagger.decode(tokens).shape == (2, 3)
    try:
        tagger.loss(tokens, tags)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("Dropout owns a seed: it may not be made on each call")
    assert Tagger(rate=0.0).rate == 0.0
    print("proved")
