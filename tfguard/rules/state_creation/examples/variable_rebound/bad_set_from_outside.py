"""The caller replaces a captured variable by a tensor; the graph still reads the variable."""

import tensorflow as tf


class Scaler(tf.Module):
    def __init__(self):
        self.scale = tf.Variable(1.0)

    @tf.function
    def __call__(self, inputs):
        return inputs * self.scale


def sweep(scaler, scales):
    results = []
    for scale in scales:
        scaler.scale = tf.constant(scale)  # expect: tf-variable-rebound
        results.append(scaler(tf.constant(1.0)).numpy())
    return results


def run():
    scaler = Scaler()
    return scaler(tf.constant(1.0)).numpy(), sweep(scaler, [2.0, 3.0])
