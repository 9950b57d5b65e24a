"""The global is set once, by the program's start, before anything is traced."""

import tensorflow as tf

width = 1.0


def configure(value):
    global width
    width = value


@tf.function
def widened(values):
    return values * width


def run():
    configure(4.0)
    return [widened(tf.constant([1.0]) * step).numpy() for step in (1.0, 2.0, 3.0)]
