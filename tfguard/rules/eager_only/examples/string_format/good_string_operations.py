"""The cure: TensorFlow's string operations make a text at each call; the caller may format eager results."""

import tensorflow as tf


@tf.function
def describe(x):
    return tf.strings.format("mean {}", tf.reduce_mean(x))


def run():
    texts = []
    for value in (1.0, 2.0, 3.0):
        text = describe(tf.constant([value]))
        texts.append(f"{text.numpy().decode()} %s" % float(value))
    return texts
