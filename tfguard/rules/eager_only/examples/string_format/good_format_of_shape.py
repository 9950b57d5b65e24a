"""str.format with what is known while tracing: a shape, a dtype, a Python argument, a part of the tensor."""

import tensorflow as tf


@tf.function
def described(x, name="x"):
    parts = "{0}: {1.shape} {1.dtype.name}".format(name, x)
    return tf.strings.join([parts, "{:>4}".format(len(x.shape)), tf.strings.format("{}", tf.reduce_sum(x))])


def run():
    return [described(tf.ones([2]) * scale).numpy().decode() for scale in (1.0, 2.0, 3.0)]
