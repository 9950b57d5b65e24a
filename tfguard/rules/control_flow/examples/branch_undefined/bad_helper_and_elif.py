"""A helper whose last case is missing; and a name that is None where the loss is not large."""

import tensorflow as tf


def rate_for(loss):
    if loss > 2.0:  # the first `if` gives a value, whatever the second does
        rate = 0.1
    elif loss > 1.0:  # expect: tf-branch-undefined
        rate = 0.01
    return rate


class Trainer:
    def penalty(self, loss):
        extra = None
        if tf.reduce_mean(loss) > 1.0:  # expect: tf-branch-undefined
            extra = loss * 0.5
        return loss if extra is None else loss + extra

    @tf.function
    def step(self, loss):
        return loss * rate_for(loss)

    @tf.function
    def punish(self, loss):
        return self.penalty(loss)


def run():
    trainer = Trainer()
    values = [tf.constant(value) for value in (1.5, 2.5, 3.0)]
    return [float(trainer.step(v)) for v in values], [float(trainer.punish(v)) for v in values]
