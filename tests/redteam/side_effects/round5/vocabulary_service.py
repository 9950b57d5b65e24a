"""An open vocabulary that grows while text streams through a graph."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


class OpenVocabulary:
    """Gives each new token the next free id; tables and counters live in the runtime."""

    def __init__(self):
        self.table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, default_value=-1)
        self.pending = tf.queue.FIFOQueue(100, [tf.string], shapes=[[]])
        self.next_id = tf.Variable(0, dtype=tf.int64)

    def insert(self, tokens):
        known = tf.ensure_shape(self.table.lookup(tokens), [None])
        fresh, _ = tf.unique(tf.boolean_mask(tokens, known < 0))
        count = tf.size(fresh, out_type=tf.int64)
        self.table.insert(fresh, self.next_id + tf.range(count))
        self.next_id.assign_add(count)

    def remove(self, tokens):
        self.table.remove(tokens)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string)])
    def encode(self, tokens):
        self.insert(tokens)
        return self.table.lookup(tokens)

    @tf.function
    def forget(self, tokens):
        self.remove(tokens)
        self.pending.enqueue(tokens[0])
        return self.table.size()

    @tf.function
    def oldest_forgotten(self):
        return self.pending.dequeue()

    @tf.function
    def priorities(self, tokens):
        keys = tf.constant(["the", "a"])
        stopwords = tf.lookup.StaticHashTable(
            tf.lookup.KeyValueTensorInitializer(keys, tf.constant([0.1, 0.2])), default_value=1.0
        )
        return stopwords.lookup(tokens)


def stream(eager: bool):
    tf.config.run_functions_eagerly(eager)
    vocabulary = OpenVocabulary()
    seen = []
    for text in ("the cat sat", "a cat ran", "the dog ran far", "the the cat"):
        tokens = tf.constant(text.split())
        seen.append(vocabulary.encode(tokens).numpy().tolist())
        seen.append(np.round(vocabulary.priorities(tokens).numpy(), 3).tolist())
        seen.append(int(vocabulary.forget(tokens[:1])))
    forgotten = [vocabulary.oldest_forgotten().numpy() for _ in range(3)]
    tf.config.run_functions_eagerly(False)
    return seen, forgotten, int(vocabulary.next_id)


if __name__ == "__main__":
    eager, traced = stream(True), stream(False)
    assert eager == traced
    assert traced[1] == [b"the", b"a", b"the"]
    print("proved")
