"""Called several times, in a loop, by itself: its own tf.function makes one trace of these."""

import tensorflow as tf


@tf.function
def _block(x):
    return tf.tanh(x) + 0.1 * x


@tf.function
def _encoded(x):
    return tf.sin(x)


@tf.function
def _halved(x, depth):
    return x if depth == 0 else _halved(x / 2.0, depth - 1)


@tf.function
def network(x, y):
    for _ in range(4):
        x = _block(x)
    return _encoded(x) - _encoded(y)


@tf.function
def quarter(x):
    return _halved(x, 2)


def run():
    x = [tf.constant(value) for value in (1.0, 2.0, 3.0)]
    return [[network(each, each * 2.0).numpy(), quarter(each).numpy()] for each in x]
