"""The helper gets the argument under another name, and += changes the list in place."""

import tensorflow as tf


def extend(parts, value):
    parts += [value]  # expect: tf-argument-mutation
    return parts


class Encoder:
    def __init__(self):
        self.encode = tf.function(self._encode)

    def _encode(self, value, parts):
        return tf.stack(extend(parts, value))


def run():
    encoder = Encoder()
    parts = [tf.constant(1.0)]
    return encoder.encode(tf.constant(2.0), parts).numpy(), len(parts)
