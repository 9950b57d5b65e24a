"""The write hides in a property and in a method of another object."""

import tensorflow as tf


class Schedule:
    def __init__(self):
        self.reads = 0

    @property
    def rate(self):
        self.reads += 1  # expect: tf-attribute-mutation
        return 1.0 / self.reads


class Trainer:
    def __init__(self):
        self.schedule = Schedule()
        self.updates = 0
        self.update = tf.function(self._update)

    def _count(self):
        self.updates = self.updates + 1  # expect: tf-attribute-mutation

    def _update(self, weights):
        self._count()
        return weights * self.schedule.rate


def run():
    trainer = Trainer()
    weights = [trainer.update(tf.constant(1.0)).numpy() for _ in range(3)]
    return weights, trainer.updates, trainer.schedule.reads
