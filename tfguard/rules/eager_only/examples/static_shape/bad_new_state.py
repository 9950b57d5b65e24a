"""A method makes its initial state with the batch size of the static shape."""

import tensorflow as tf


class Recurrence(tf.Module):
    def __init__(self, units):
        super().__init__()
        self.units = units

    @tf.function(input_signature=[tf.TensorSpec([None, None, 4], tf.float32)])
    def run(self, inputs):
        batch, _, size = inputs.get_shape().as_list()
        state = tf.zeros((batch, self.units))  # expect: tf-static-shape
        for step in tf.range(tf.shape(inputs)[1]):
            state = tf.tanh(state + tf.reduce_mean(inputs[:, step], axis=1, keepdims=True) / size)
        return state


def run():
    model = Recurrence(2)
    return [float(tf.reduce_sum(model.run(tf.zeros([size, 3, 4])))) for size in (1, 2, 3)]
