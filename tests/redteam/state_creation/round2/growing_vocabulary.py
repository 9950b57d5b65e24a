"""An embedding table that grows between epochs; growth is eager, lookups are compiled."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


@tf.function(reduce_retracing=True)
def lookup(table: tf.Variable, ids: tf.Tensor) -> tf.Tensor:
    return tf.gather(table, ids)


@tf.function
def nudge(table: tf.Variable, ids: tf.Tensor, amount: tf.Tensor) -> tf.Tensor:
    rows = tf.gather(table, ids)
    rows += amount
    table.scatter_nd_update(ids[:, None], rows)
    return tf.norm(table)


class Vocabulary:
    """Maps words to rows of a table that is replaced when it is full."""

    def __init__(self, width: int = 2) -> None:
        self.width = width
        self.index: dict[str, int] = {}
        self.table = tf.Variable(tf.zeros([2, width]))

    def grow(self) -> None:
        fresh = tf.ones([self.table.shape[0], self.width])
        self.table = tf.Variable(tf.concat([self.table, fresh], axis=0))

    def ids(self, words: list[str]) -> tf.Tensor:
        found = []
        for word in words:
            if word not in self.index:
                self.index[word] = len(self.index)
            if self.index[word] >= self.table.shape[0]:
                self.grow()
            found.append(self.index[word])
        return tf.constant(found)

    def learn(self, text: str) -> tuple[np.ndarray, float]:
        ids = self.ids(sorted(set(text.split())))
        norm = nudge(self.table, ids, tf.constant(0.5))
        return lookup(self.table, ids).numpy(), float(norm)


if __name__ == "__main__":
    texts = ["a b", "b c a", "c d e", "f g h a", "a b"]
    runs = {}
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        vocabulary = Vocabulary()
        runs[eagerly] = [vocabulary.learn(text) for text in texts]
        assert vocabulary.table.shape == (8, 2)
    for (rows, norm), (graph_rows, graph_norm) in zip(runs[True], runs[False]):
        np.testing.assert_allclose(rows, graph_rows)
        assert abs(norm - graph_norm) < 1e-5
    print("proved")
