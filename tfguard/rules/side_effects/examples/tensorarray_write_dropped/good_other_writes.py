"""A method that is called write but belongs to another object; reading a TensorArray."""

import tensorflow as tf


class Recorder(tf.Module):
    def __init__(self, size):
        self.values = tf.Variable(tf.zeros([size]))

    def write(self, index, value):
        self.values.scatter_nd_update([[index]], [value])


recorder = Recorder(3)


@tf.function
def record(values):
    array = tf.TensorArray(tf.float32, size=3, clear_after_read=False).unstack(values)
    array.size()
    for index in tf.range(3):
        recorder.write(index, array.read(index) * 2.0)
    return recorder.values.read_value()


def run():
    return [record(tf.constant([1.0, 2.0, 3.0]) * scale).numpy() for scale in (1.0, 2.0)]
