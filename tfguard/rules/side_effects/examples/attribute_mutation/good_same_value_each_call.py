"""Writes that store the same constant at each call: a mode, a static shape, a constant of init_scope."""

import tensorflow as tf


class Block:
    def __init__(self):
        self.mode = "new"
        self.input_shape = ()
        self.offset = None

    @tf.function
    def apply(self, inputs):
        self.mode = "used"
        self.input_shape = tuple(inputs.shape)
        with tf.init_scope():
            self.offset = tf.constant(3.0)
        return inputs + self.offset


def run():
    block = Block()
    results = [block.apply(tf.constant([value, 2.0])).numpy() for value in (1.0, 5.0)]
    return results, block.mode, block.input_shape, block.offset.numpy()
