"""Counting words and keeping a queue of documents, with TensorFlow's own containers."""

from __future__ import annotations

import tensorflow as tf


class WordCounter(tf.Module):
    """Counts in a hash table; rare words go to a queue for later inspection."""

    def __init__(self, capacity: int = 32):
        super().__init__()
        self.table = tf.lookup.experimental.MutableHashTable(tf.string, tf.int64, default_value=0)
        self.queue = tf.queue.FIFOQueue(capacity, [tf.string], shapes=[[]])
        self.documents = tf.Variable(0, trainable=False)

    def insert(self, words):
        unique, _, counts = tf.unique_with_counts(words, out_idx=tf.int64)
        self.table.insert(unique, self.table.lookup(unique) + counts)
        return unique

    def push(self, words):
        for word in words:
            if self.table.lookup(word) < 2:
                self.queue.enqueue(word)

    def pop(self):
        return self.queue.dequeue()

    def remove(self, words):
        self.table.remove(words)


@tf.function
def add_document(counter, text):
    """Counts a document; gives the number of known and of waiting words."""
    words = tf.strings.split(tf.strings.lower(text))
    unique = counter.insert(words)
    counter.push(unique)
    counter.documents.assign_add(1)
    if counter.queue.size() > 4:
        dropped = counter.pop()
        counter.remove(dropped[None])
    return counter.table.size(), counter.queue.size()


@tf.function
def drain(counter, n):
    """The next words of the queue, joined."""
    joined = tf.constant("")
    for _ in tf.range(n):
        joined = tf.strings.join([joined, counter.pop()], separator=" ")
    return joined


DOCUMENTS = ("the cat sat", "the dog sat down", "a cat and a dog", "the end")


def drive(eager: bool):
    tf.config.run_functions_eagerly(eager)
    counter = WordCounter()
    rows = [tuple(int(n) for n in add_document(counter, tf.constant(text))) for text in DOCUMENTS]
    rest = drain(counter, counter.queue.size()).numpy()
    keys, counts = counter.table.export()
    tf.config.run_functions_eagerly(False)
    return rows, rest, sorted(zip(keys.numpy(), counts.numpy(), strict=True)), int(counter.documents)


if __name__ == "__main__":
    eager, graph = drive(True), drive(False)
    assert eager == graph, (eager, graph)
    assert eager[3] == 4
    print("proved")
