"""A dataclass, and the object itself for chained calls."""

import dataclasses

import tensorflow as tf


@dataclasses.dataclass(frozen=True)
class Losses:
    total: tf.Tensor
    regularization: tf.Tensor


class Trainer:
    def __init__(self):
        self.count = tf.Variable(0.0)

    @tf.function
    def losses(self, x):
        total = tf.reduce_sum(x)
        return Losses(total, total * 0.1)  # expect: tf-non-tensor-return

    @tf.function
    def add(self, x):
        self.count.assign_add(tf.reduce_sum(x))
        return self  # expect: tf-non-tensor-return


def run():
    trainer = Trainer()
    found = []
    for value in (1.0, 2.0, 3.0):
        x = tf.constant([value])
        found.append([float(trainer.losses(x).total), float(trainer.add(x).add(x).count)])
    return found
