"""Objects made in a loop whose traced code belongs to the class or to the module, not to them."""

import tensorflow as tf


@tf.function
def doubled(values):
    return values * 2.0


class Scaler:
    def __init__(self, factor):
        self.factor = tf.constant(factor)

    @staticmethod
    @tf.function
    def multiplied(values, factor):
        return values * factor

    def scale(self, values):
        return self.multiplied(doubled(values), self.factor)


def run():
    results = [Scaler(factor).scale(tf.constant([1.0, 2.0])).numpy() for factor in (1.0, 2.0, 3.0, 4.0)]
    counts = [function.experimental_get_tracing_count() for function in (doubled, Scaler.multiplied)]
    return {"results": results, "traces": max(counts)}
