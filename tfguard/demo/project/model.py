"""A linear model that keeps running statistics of what it sees."""

import tensorflow as tf


class Regressor(tf.Module):
    """Three readings in, one value out."""

    def __init__(self):
        super().__init__()
        self.weights = tf.Variable(tf.zeros([3, 1]))
        self.bias = tf.Variable(tf.zeros([1]))
        self.mean = None
        self.batches_seen = 0

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def __call__(self, features):
        self.batches_seen += 1  # counts traces, not batches
        return tf.matmul(self._centred(features), self.weights) + self.bias

    def _centred(self, features):
        if self.mean is None:  # made on the first call only, and kept: fine
            self.mean = tf.Variable(tf.zeros([3]), trainable=False)
        self.mean.assign(0.9 * self.mean + 0.1 * tf.reduce_mean(features, axis=0))
        return features - self.mean


@tf.function
def smoothed(values):
    """A moving average whose state does not survive the call: TensorFlow refuses to make it."""
    average = tf.Variable(tf.zeros([]))
    for value in values:
        average.assign(0.9 * average + 0.1 * value)
    return average.read_value()
