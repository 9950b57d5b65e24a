"""Objects that are made in the call may change, also in a loop that TensorFlow stages."""

import tensorflow as tf


class Box:
    def __init__(self, value):
        self.value = value
        self.count = 0

    def add(self, value):
        self.value = self.value + value
        self.count += 1


@tf.function
def total(values):
    box = Box(tf.constant(0.0))
    for value in tf.unstack(values):
        box.add(value)
    return box.value / box.count


@tf.function
def doubled(limit):
    box = Box(tf.constant(1.0))
    for _ in tf.range(limit):
        box.value = box.value * 2.0
    return box.value


def run():
    totals = [total(tf.constant([1.0, 2.0, 3.0]) * scale).numpy() for scale in (1.0, 2.0)]
    return totals, doubled(tf.constant(5)).numpy()
