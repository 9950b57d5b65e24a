"""The variable is replaced by a tensor of the trace: the statistic never changes again."""

import tensorflow as tf


class BatchStatistics(tf.Module):
    def __init__(self):
        self.mean = tf.Variable(0.0)

    @tf.function
    def update(self, batch):
        self.mean = 0.9 * self.mean + 0.1 * tf.reduce_mean(batch)  # expect: tf-variable-rebound
        return batch - self.mean

    @tf.function
    def normalize(self, batch):
        return batch - self.mean


def run():
    statistics = BatchStatistics()
    for value in (1.0, 2.0):
        statistics.update(tf.constant([value, value]))
    return statistics.normalize(tf.constant([1.0])).numpy()
