"""setattr, class attributes and function attributes are attributes like any other."""

import tensorflow as tf


class Encoder:
    calls = 0

    def __init__(self):
        self.width = 0

    @tf.function
    def encode(self, text):
        Encoder.calls += 1  # expect: tf-attribute-mutation
        self.width = self.width + 1  # expect: tf-attribute-mutation
        encode_ids.calls += 1  # expect: tf-attribute-mutation
        return tf.strings.length(text)


def encode_ids(ids):
    return ids


encode_ids.calls = 0


def run():
    encoder = Encoder()
    lengths = [encoder.encode(tf.constant(text)).numpy() for text in ("a", "bb", "ccc")]
    return lengths, Encoder.calls, encoder.width, encode_ids.calls
