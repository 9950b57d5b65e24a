"""The cure: return the value; the untraced enclosing function rebinds its own names."""

import tensorflow as tf


def watch(values):
    alarms = 0

    @tf.function
    def observe(value):
        return value * 2.0, value > 10.0

    def observe_and_count(value):
        nonlocal alarms
        doubled, alarm = observe(tf.constant(value))
        alarms += int(alarm)
        return doubled.numpy()

    return [observe_and_count(value) for value in values], alarms


def run():
    return watch([1.0, 50.0, 20.0])
