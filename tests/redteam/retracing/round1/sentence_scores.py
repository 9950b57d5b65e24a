"""Scores sentences with a bag of word embeddings."""
import functools
import re

import numpy as np
import tensorflow as tf

REVIEWS = (
    "a quiet and moving film",
    "loud, long and empty",
    "moving",
    "a long film with a quiet end",
    "the end is empty",
    "a loud film",
)


class Vocabulary:
    def __init__(self, texts):
        words = sorted({word for text in texts for word in self.split(text)})
        self.index = {word: position for position, word in enumerate(words, start=1)}

    @staticmethod
    def split(text):
        return re.findall(r"[a-z]+", text.lower())

    def encode(self, text):
        return [self.index.get(word, 0) for word in self.split(text)]

    def __len__(self):
        return len(self.index) + 1


vocabulary = Vocabulary(REVIEWS)
embeddings = tf.Variable(np.random.default_rng(5).normal(size=[len(vocabulary), 4]), dtype=tf.float32)
direction = tf.Variable([[1.0], [-1.0], [0.5], [0.25]])

traced = functools.partial(tf.function, autograph=False)


@traced
def bag_score(ids):
    vectors = tf.nn.embedding_lookup(embeddings, ids)
    return tf.matmul(tf.reduce_mean(vectors, axis=0, keepdims=True), direction)[0, 0]


@traced
def table_norm():
    return tf.norm(embeddings)


def encoded(texts):
    for text in texts:
        ids = vocabulary.encode(text)
        if ids:
            yield text, ids


def rank(texts):
    scored = [(float(bag_score(ids)), text) for text, ids in encoded(texts)]  # unseen: tf-python-container-arg
    return sorted(scored, reverse=True)


def main():
    ranking = rank(REVIEWS)
    for score, text in ranking:
        print(f"{score:+.2f} {text}")
    print(f"norm of the table: {float(table_norm()):.2f}")
    return ranking


if __name__ == "__main__":
    ranking = main()
    assert bag_score.experimental_get_tracing_count() == len(ranking) == 6
    control = tf.function(bag_score.python_function, input_signature=[tf.TensorSpec([None], tf.int32)])
    for _, ids in encoded(REVIEWS):
        control(ids)
    assert control.experimental_get_tracing_count() == 1
    print("proved")
