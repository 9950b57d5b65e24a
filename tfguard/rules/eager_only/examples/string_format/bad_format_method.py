"""A text is made with str.format, and with a number's format in a helper."""

import tensorflow as tf

TEMPLATE = "loss: {value}"


def rounded(value):
    return format(value)  # expect: tf-string-format


@tf.function
def described(x):
    loss = tf.reduce_mean(x)
    return tf.strings.join([TEMPLATE.format(value=loss), rounded(loss)])  # expect: tf-string-format


def run():
    return [described(tf.ones([2]) * scale).numpy().decode() for scale in (1.0, 2.0, 3.0)]
