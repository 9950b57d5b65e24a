"""A loop over an iterator that lives outside uses it up in the first trace."""

import tensorflow as tf

steps = iter([1.0, 2.0, 3.0])
words = (word for word in ["a", "b", "c"])


@tf.function
def total(value):
    for step in steps:  # expect: tf-iterator-advance
        value += step
    return value


@tf.function
def suffixed(text):
    for word in words:  # expect: tf-iterator-advance
        text += word
    return text


def run():
    totals = [total(tf.constant(0.0)).numpy() for _ in range(2)]
    texts = [suffixed(tf.constant("-")).numpy().decode() for _ in range(2)]
    return totals, texts
