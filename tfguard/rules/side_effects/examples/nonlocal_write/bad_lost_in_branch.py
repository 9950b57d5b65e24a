"""Under a tensor condition the count is lost: the enclosing function never sees it."""

import tensorflow as tf


def watch(values):
    alarms = 0

    @tf.function
    def observe(value):
        nonlocal alarms
        if value > 10.0:
            alarms += 1  # expect: tf-nonlocal-write
        return value * 2.0

    doubled = [observe(tf.constant(value)).numpy() for value in values]
    return doubled, int(alarms)


def run():
    return watch([1.0, 50.0, 20.0])
