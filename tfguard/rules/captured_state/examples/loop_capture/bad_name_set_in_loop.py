"""The loop computes a name from its own: still one name, which after the loop has one value."""

import tensorflow as tf


def make_schedules(rates):
    schedules = []
    for rate in rates:
        scale = 1.0 / rate

        @tf.function
        def schedule(step):
            return step * scale  # expect: tf-loop-capture

        schedules.append(schedule)
    return schedules


def run():
    results = [schedule(tf.constant(8.0)).numpy() for schedule in make_schedules([1.0, 2.0, 4.0])]
    return {"results": results, "wanted": [8.0, 4.0, 2.0]}
