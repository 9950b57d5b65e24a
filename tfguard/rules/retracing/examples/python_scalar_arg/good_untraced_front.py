"""An untraced function takes the Python numbers and passes tensors on."""

import tensorflow as tf


class Schedule:
    def __init__(self):
        self.steps = 0

    @tf.function
    def _decayed(self, rate, step):
        return rate / (1.0 + step)

    def rate(self, initial):
        self.steps += 1
        step = tf.cast(self.steps, tf.float32)
        return self._decayed(tf.constant(initial), step)


def run():
    schedule = Schedule()
    results = [schedule.rate(0.1 * index).numpy() for index in range(4)]
    return {"results": results, "traces": schedule._decayed.experimental_get_tracing_count()}
