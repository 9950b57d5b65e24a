"""Eager execution is off for the whole program: what a traced function gives has no value."""

import tensorflow as tf

tf.compat.v1.disable_eager_execution()  # expect: tf1-compat-switch


@tf.function
def double(x):
    return x * 2.0


def run():
    made = [double(tf.constant(value)) for value in (1.0, 2.0, 3.0)]
    return {"results": [hasattr(y, "numpy") for y in made], "wanted": [True, True, True]}
