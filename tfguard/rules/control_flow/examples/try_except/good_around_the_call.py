"""The error is caught where the traced function is called."""

import tensorflow as tf


@tf.function
def parse(text):
    return tf.strings.to_number(text)


def number(text):
    try:
        return float(parse(tf.constant(text)))
    except tf.errors.InvalidArgumentError:
        return 0.0


def run():
    return [number(text) for text in ("1.5", "none", "2")]
