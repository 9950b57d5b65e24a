"""Reads a corpus of letters into windows of words for a skip-gram model."""
import itertools

import numpy as np
import tensorflow as tf

LETTERS = ["dear sister the rain has stopped", "the harvest is late this year", "write soon"]
VOCABULARY = sorted({word for letter in LETTERS for word in letter.split()})
INDEX = {word: number for number, word in enumerate(VOCABULARY)}


def pairs(window=1):
    """Centre and neighbour, one at a time."""
    for letter in LETTERS:
        words = [INDEX[word] for word in letter.split()]
        for i, centre in enumerate(words):
            for j in range(max(0, i - window), min(len(words), i + window + 1)):
                if j != i:
                    yield np.int32(centre), np.int32(words[j])


def powers(base, count):
    value = 1.0
    for _ in range(count):
        yield value
        value *= base


def dataset(batch=8):
    spec = tf.TensorSpec([], tf.int32)
    stream = tf.data.Dataset.from_generator(pairs, output_signature=(spec, spec))
    return stream.batch(batch, drop_remainder=True)


class SkipGram(tf.Module):
    def __init__(self, width):
        super().__init__()
        size = [len(VOCABULARY), width]
        self.centres = tf.Variable(tf.random.stateless_normal(size, [1, 2]))
        self.neighbours = tf.Variable(tf.random.stateless_normal(size, [3, 4]))
        self.decay = tf.constant(list(itertools.islice(powers(0.9, 100), width)))

    @tf.function
    def loss(self, centre, neighbour):
        left = tf.gather(self.centres, centre) * self.decay
        logits = tf.matmul(left, self.neighbours, transpose_b=True)
        each = tf.nn.sparse_softmax_cross_entropy_with_logits(neighbour, logits)
        penalty = sum(weight * tf.reduce_sum(v**2) for weight, v in zip(powers(0.1, 2), self.trainable_variables))
        return tf.reduce_mean(each) + 1e-3 * penalty

    @tf.function
    def total(self, batches):
        summed = tf.constant(0.0)
        for centre, neighbour in batches:
            summed += self.loss(centre, neighbour)
        return summed


if __name__ == "__main__":
    model = SkipGram(4)
    for centre, neighbour in dataset():
        graph = model.loss(centre, neighbour)
        eager = SkipGram.loss.python_function(model, centre, neighbour)
        assert abs(float(graph) - float(eager)) < 1e-4
    by_hand = sum(float(model.loss(*batch)) for batch in dataset())
    assert abs(float(model.total(dataset())) - by_hand) < 1e-3
    print("proved")
