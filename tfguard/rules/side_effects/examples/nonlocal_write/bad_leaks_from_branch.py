"""A flag set under a tensor condition: whatever the data, the name is left with a symbolic tensor."""

import tensorflow as tf


def watch(values):
    alarm = False

    @tf.function
    def observe(value):
        nonlocal alarm
        if value > 10.0:
            alarm = True  # expect: tf-nonlocal-write, tf-tensor-leak
        return value * 2.0

    doubled = [observe(tf.constant(value)).numpy() for value in values]
    return doubled, bool(alarm)


def run():
    return watch([1.0, 50.0, 2.0])
