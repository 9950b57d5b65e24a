"""The decorator stands there twice, once with options."""

import tensorflow as tf


@tf.function  # expect: tf-redundant-decorator
@tf.function(jit_compile=True)
def power(x):
    return x * x


class Model:
    @tf.function(input_signature=[tf.TensorSpec([])])
    @tf.function  # expect: tf-redundant-decorator
    def scale(self, x):
        return 3.0 * x


def run():
    model = Model()
    return [[power(tf.constant(value)).numpy(), model.scale(tf.constant(value)).numpy()] for value in (1.0, 2.0, 3.0)]
