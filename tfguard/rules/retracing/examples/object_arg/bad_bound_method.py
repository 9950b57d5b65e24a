"""A bound method: writing model.loss makes a new object each time."""

import tensorflow as tf


class Model:
    def __init__(self):
        self.scale = tf.constant(2.0)

    def loss(self, values):
        return tf.reduce_sum(values * self.scale)


@tf.function
def evaluated(loss, values):
    return loss(values) + 1.0


def run():
    model = Model()
    results = []
    for step in range(4):
        values = tf.constant([1.0, 2.0]) * float(step)
        results.append(evaluated(model.loss, values).numpy())  # expect: tf-object-arg
    return {"results": results, "traces": evaluated.experimental_get_tracing_count()}
