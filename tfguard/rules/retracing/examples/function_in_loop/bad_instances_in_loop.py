"""Objects made in a loop: a traced method has traces of its own for each of them."""

import tensorflow as tf


class Scaler:
    def __init__(self, factor):
        self.factor = factor

    @tf.function
    def scale(self, values):
        return values * self.factor


def run():
    made = []
    results = []
    for factor in (1.0, 2.0, 3.0, 4.0):
        scaler = Scaler(factor)  # expect: tf-function-in-loop
        results.append(scaler.scale(tf.constant([1.0, 2.0])).numpy())
        made.append(scaler)
    return {"results": results, "traces": sum(each.scale.experimental_get_tracing_count() for each in made)}
