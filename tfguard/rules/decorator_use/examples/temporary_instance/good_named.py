"""Objects with a name, in a list, handed to a function, made in a with statement."""

import tensorflow as tf


class Scaler:
    def __init__(self, factor):
        self.factor = tf.constant(factor)

    @tf.function
    def scale(self, x):
        return x * self.factor

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass


SCALERS = [Scaler(factor) for factor in (1.0, 2.0)]


def apply(scaler, x):
    return scaler.scale(x)


def used(x):
    scaler = Scaler(3.0)
    with Scaler(4.0) as held:
        first = held.scale(x).numpy()
    return [first, apply(Scaler(5.0), x).numpy(), scaler.scale(x).numpy(), *(s.scale(x).numpy() for s in SCALERS)]


def run():
    return [used(tf.constant(1.0)), used(tf.constant(2.0)), used(tf.constant(3.0))]
