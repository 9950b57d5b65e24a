"""A list kept by a tf.Module: the names of the calls are noted once, not once a call."""

import tensorflow as tf


class Recorder(tf.Module):
    def __init__(self):
        self.calls = []
        self.total = tf.Variable(0.0)

    @tf.function
    def add(self, value):
        self.calls.append("add")  # expect: tf-container-mutation
        self.total.assign_add(value)
        return self.total.read_value()


def run():
    recorder = Recorder()
    for value in (1.0, 2.0, 3.0):
        recorder.add(tf.constant(value))
    return len(recorder.calls), recorder.total.numpy()
