"""Sets, deques and taking things out of a dict, all in a method that is traced by call."""

from collections import deque

import tensorflow as tf


class Scheduler:
    def __init__(self):
        self.names = {"warmup": 1.0, "decay": 0.5, "finish": 0.1}
        self.used = set()
        self.recent = deque(["start", "idle"], maxlen=2)
        self.step = tf.function(self._step)

    def _step(self, rate):
        name, factor = self.names.popitem()  # expect: tf-container-mutation
        self.used.add(name)  # expect: tf-container-mutation
        self.recent.append(name)  # expect: tf-container-mutation
        return rate * factor


def run():
    scheduler = Scheduler()
    rates = [scheduler.step(tf.constant(1.0)).numpy() for _ in range(3)]
    return rates, sorted(scheduler.used), list(scheduler.recent)
