"""Indices are checked by looking them up, in a method; the result goes to a name that says it is not wanted."""

import tensorflow as tf
from tensorflow import gather as look_up


class Vocabulary(tf.Module):
    def __init__(self, words):
        super().__init__()
        self.lengths = tf.constant([len(word) for word in words])

    @tf.function
    def encode(self, ids):
        _ = look_up(self.lengths, ids)  # expect: tf-unused-op-pruned
        return tf.reduce_sum(ids)


def run():
    vocabulary = Vocabulary(["a", "few", "words"])
    results = []
    for ids in ([0, 1], [2, 2], [1, 7]):
        try:
            results.append(int(vocabulary.encode(tf.constant(ids))))
        except tf.errors.InvalidArgumentError:
            results.append("refused")
    return results
