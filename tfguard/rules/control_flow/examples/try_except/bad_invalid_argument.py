"""A number that cannot be read is to become 0; and a check that is to be recovered from."""

import tensorflow as tf


def number(text):
    try:
        return tf.strings.to_number(text)
    except tf.errors.InvalidArgumentError:  # expect: tf-try-except
        return tf.constant(0.0)


@tf.function
def parse(text):
    return number(text) * 2.0


@tf.function
def limited(x):
    try:
        tf.debugging.assert_less(x, 2.0)
    except tf.errors.OpError:  # expect: tf-try-except
        x = tf.constant(2.0)
    return x


def run():
    numbers = [float(parse(tf.constant(text))) for text in ("1.5", "none", "2")]
    return numbers, [float(limited(tf.constant(value))) for value in (1.0, 3.0, 0.0)]
