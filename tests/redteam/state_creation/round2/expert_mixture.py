"""A mixture of experts: Keras model with experts made in ``build``, compiled steps calling each other."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class Expert(keras.layers.Layer):
    def __init__(self, units: int, gain: float) -> None:
        super().__init__()
        self.units = units
        self.gain = gain

    def build(self, input_shape) -> None:
        self.inner = keras.layers.Dense(self.units, kernel_initializer=keras.initializers.Constant(self.gain))
        self.inner.build(input_shape)

    def call(self, inputs):
        return keras.layers.ReLU(negative_slope=0.1)(self.inner(inputs))


class Mixture(keras.Model):
    def __init__(self, experts: int, units: int) -> None:
        super().__init__()
        self.gate = keras.layers.Dense(experts, kernel_initializer="ones")
        self.experts = [Expert(units, 0.1 * (i + 1)) for i in range(experts)]
        self.usage = self.add_weight(shape=(experts,), initializer="zeros", trainable=False)

    def call(self, inputs, training=False):
        weights = tf.nn.softmax(self.gate(inputs))
        if training:
            self.usage.assign_add(tf.reduce_sum(weights, axis=0))
        stacked = tf.stack([expert(inputs) for expert in self.experts], axis=1)
        return tf.reduce_sum(weights[:, :, None] * stacked, axis=1)


def make_steps(model: Mixture, optimizer: keras.optimizers.Optimizer):
    @tf.function
    def loss_of(x, training):
        return tf.reduce_mean(tf.square(model(x, training=training) - 1.0))

    @tf.function
    def train(x):
        with tf.GradientTape() as tape:
            loss = loss_of(x, True)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    return train, loss_of


def run(steps: int) -> np.ndarray:
    model = Mixture(3, 2)
    train, loss_of = make_steps(model, keras.optimizers.SGD(0.1, momentum=0.9))
    rows = []
    for k in range(steps):
        x = tf.fill([2, 2], 0.5 + k)
        rows.append([float(train(x)), float(loss_of(x, False)), float(model.usage[0])])
    return np.array(rows)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = run(4)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(eager, run(4), rtol=1e-3)
    print("proved")
