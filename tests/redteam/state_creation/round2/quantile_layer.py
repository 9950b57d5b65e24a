"""A layer that centres its inputs with a running quantile, used in a custom training step."""
import keras
import numpy as np
import tensorflow as tf


class RunningCentre(keras.layers.Layer):
    def __init__(self, momentum=0.8, **kwargs):
        super().__init__(**kwargs)
        self.momentum = momentum

    def build(self, input_shape):
        self.centre = self.add_weight(shape=(input_shape[-1],), initializer="zeros", trainable=False)
        self.updates_seen = self.add_weight(shape=(), initializer="zeros", trainable=False)

    def call(self, inputs, training=False):
        if training:
            middle = tf.reduce_mean(inputs, axis=0)
            self.centre = self.momentum * self.centre + (1.0 - self.momentum) * middle  # expect: tf-variable-rebound  allow: tf-tensor-leak, tf-attribute-mutation
            self.updates_seen.assign_add(1.0)
        return inputs - self.centre


class Regressor:
    def __init__(self):
        self.centre = RunningCentre()
        self.centre.build((None, 2))
        self.kernel = tf.Variable(tf.ones([2, 1]))

    @tf.function
    def step(self, x):
        return tf.reduce_sum(tf.matmul(self.centre(x, training=True), self.kernel))


def run(eagerly):
    tf.config.run_functions_eagerly(eagerly)
    model = Regressor()
    values = [float(model.step(tf.fill([3, 2], k + 1.0))) for k in range(4)]
    return model, values


if __name__ == "__main__":
    _, eager = run(True)
    model, staged = run(False)
    assert abs(eager[0] - staged[0]) < 1e-5
    assert abs(eager[-1] - staged[-1]) > 0.1, (eager, staged)
    assert not hasattr(model.centre.centre, "numpy")
    assert np.isclose(float(model.centre.updates_seen), 4.0)
    print("proved")
