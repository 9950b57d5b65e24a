"""A pickled vocabulary, opened in a helper of the traced function."""

import pickle

import tensorflow as tf


def load_size():
    return len(pickle.load(open("vocabulary.pickle", "rb")))  # expect: tf-file-io


@tf.function
def bucket(ids):
    return ids % load_size()


def run():
    buckets = []
    for words in (["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]):
        with open("vocabulary.pickle", "wb") as file:
            pickle.dump(words, file)
        buckets.append(bucket(tf.constant([6, 7])).numpy())
    return buckets
