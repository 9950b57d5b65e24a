"""Environment variables read at module level, and one read in the body that nothing changes."""

import os

import tensorflow as tf

SCALE = float(os.environ.get("EXAMPLE_SCALE", "2.0"))


@tf.function
def scale(value):
    if os.environ.get("EXAMPLE_UNITS", "metres") == "feet":
        return value * SCALE / 0.3048
    return value * SCALE


def run():
    return [scale(tf.constant(value)).numpy() for value in (1.0, 2.0)]
