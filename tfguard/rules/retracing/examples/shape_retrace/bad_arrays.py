"""NumPy arrays count by shape like tensors, here in a method with a keyword argument."""

import numpy as np
import tensorflow as tf


class Model:
    @tf.function
    def predict(self, inputs, *, mask):
        return tf.reduce_sum(inputs * mask)


def run():
    model = Model()
    inputs = tf.ones([1])
    results = []
    for size in (2, 3, 4):
        results.append(model.predict(inputs, mask=np.ones(size, np.float32)).numpy())  # expect: tf-shape-retrace
    return {"results": results, "traces": model.predict.experimental_get_tracing_count()}
