"""A loop collects the traced methods of objects that each round replaces; another one chains calls first."""

import tensorflow as tf


class Filter:
    def __init__(self, gain):
        self.gain = gain

    def doubled(self):
        self.gain = 2.0 * self.gain
        return self

    @tf.function
    def apply(self, x):
        return self.gain * x


def chain(gains):
    stages = []
    for gain in gains:
        stage = Filter(gain)
        stages.append(stage.apply)  # expect: tf-temporary-instance
    return stages


def louder(x):
    return Filter(1.5).doubled().apply(x)  # expect: tf-temporary-instance


def filtered(x):
    for stage in chain([2.0, 3.0]):
        x = stage(x)
    return x


def run():
    return [float(made(tf.constant(value))) for value in (1.0, 2.0, 3.0) for made in (filtered, louder)]
