"""A method that wraps another one each time that it is called."""

import tensorflow as tf


class Model:
    def __init__(self):
        self.kernel = tf.Variable([1.0, 2.0])
        self.compiled = []

    def _predict(self, inputs):
        return inputs * self.kernel

    def predict(self, inputs):
        compiled = tf.function(self._predict)  # expect: tf-function-in-loop
        self.compiled.append(compiled)
        return compiled(inputs)


def run():
    model = Model()
    results = [model.predict(tf.ones([2]) * float(step)).numpy() for step in range(4)]
    traces = sum(each.experimental_get_tracing_count() for each in model.compiled)
    return {"results": results, "traces": traces}
