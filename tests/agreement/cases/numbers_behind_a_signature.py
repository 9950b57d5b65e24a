"""A signature makes tensors of numbers, and what runs in the trace gets these, also through a hook."""

import tensorflow as tf


@tf.function
def scaled(x, level):
    return x * tf.cast(level, tf.float32)


class Base:
    @tf.function(input_signature=[tf.TensorSpec([2]), tf.TensorSpec([], tf.int32)])
    def evaluate(self, x, level):
        return self.hook(x, level)


class Derived(Base):
    def hook(self, x, level):
        return scaled(x, level)


def run():
    first = Derived()
    return {"b1": [first.evaluate(tf.ones([2]), i) for i in range(4)]}
