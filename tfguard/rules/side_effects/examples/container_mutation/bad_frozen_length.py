"""The result is computed from a list that grows: the trace keeps the length it saw first."""

import tensorflow as tf


def make_scaled():
    calls = []

    @tf.function
    def scaled(value):
        calls.append(None)  # expect: tf-container-mutation
        return value / len(calls)

    return scaled


def run():
    scaled = make_scaled()
    return [scaled(tf.constant(6.0)).numpy() for _ in range(3)]
