"""Both switches by an alias of the old module."""

import tensorflow as tf

tf1 = tf.compat.v1
tf1.disable_eager_execution()  # expect: tf1-compat-switch


def double(x):
    return x * 2.0


double = tf.function(double)


def run():
    made = [double(tf.constant(value)) for value in (1.0, 2.0, 3.0)]
    return {"results": [hasattr(y, "numpy") for y in made], "wanted": [True, True, True]}
