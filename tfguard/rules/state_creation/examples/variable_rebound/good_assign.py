"""The cure: assign to the variable, from traced and from untraced code."""

import keras
import tensorflow as tf


class BatchStatistics(tf.Module):
    def __init__(self):
        self.mean = tf.Variable(0.0)

    @tf.function
    def update(self, batch):
        self.mean.assign(0.9 * self.mean + 0.1 * tf.reduce_mean(batch))
        return batch - self.mean

    def reset(self):
        self.mean.assign(0.0)


class Counter(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.calls = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, inputs):
        self.calls.assign_add(1.0)
        return inputs * self.calls


def run():
    statistics, counter = BatchStatistics(), Counter()
    forward = tf.function(counter)
    results = [statistics.update(tf.constant([value])).numpy() for value in (1.0, 2.0)]
    statistics.reset()
    results.append(statistics.update(tf.constant([1.0])).numpy())
    return results, [forward(tf.ones([1])).numpy() for _ in range(3)]
