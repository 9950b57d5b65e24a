"""A training step that fills in a dictionary of statistics for its caller."""

from __future__ import annotations

import tensorflow as tf


def _note(book: dict, name: str, value):
    """Keep a statistic under a name, with its running mean beside it."""
    smoothed = 0.9 * book.get(name, 0.0) + 0.1 * value
    book[name] = smoothed  # expect: tf-argument-mutation


def cosine_similarity(a, b):
    a = tf.math.l2_normalize(a, axis=-1)
    b = tf.math.l2_normalize(b, axis=-1)
    return tf.reduce_sum(a * b, axis=-1)


class ContrastiveHead(tf.Module):
    """A linear projection trained to pull pairs together."""

    def __init__(self, dim: int, out: int):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([dim, out], [5, 5]))

    def __call__(self, x):
        return tf.matmul(x, self.kernel)

    def loss(self, left, right, temperature: float = 0.2):
        scores = tf.matmul(self(left), self(right), transpose_b=True) / temperature
        labels = tf.range(tf.shape(scores)[0])
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, scores))


head = ContrastiveHead(4, 3)


@tf.function
def contrastive_step(left, right, book):
    """One update; the statistics of the step end up in ``book``."""
    with tf.GradientTape() as tape:
        loss = head.loss(left, right)
    grad = tape.gradient(loss, head.kernel)
    head.kernel.assign_sub(0.01 * grad)
    _note(book, "loss", loss)
    _note(book, "similarity", tf.reduce_mean(cosine_similarity(head(left), head(right))))
    return loss


if __name__ == "__main__":
    left = tf.random.stateless_normal([5, 4], [1, 1])
    right = left + 0.1 * tf.random.stateless_normal([5, 4], [2, 1])

    book: dict = {}
    for _ in range(3):
        contrastive_step.python_function(left, right, book)
    assert set(book) == {"loss", "similarity"}

    book = {}
    try:
        contrastive_step(left, right, book)
    except ValueError as error:
        assert "should not modify its Python input arguments" in str(error), error
    else:
        raise AssertionError("the argument was changed without complaint")
    assert book == {}
    print("proved")
