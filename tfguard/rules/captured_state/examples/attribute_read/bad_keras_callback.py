"""A weight of the loss that a callback raises, and a temperature that changes between predictions."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


class Autoencoder(keras.Model):
    def __init__(self):
        super().__init__()
        self.decoder = keras.layers.Dense(2, kernel_initializer="ones")
        self.beta = 0.0

    def call(self, x):
        return self.decoder(x)

    def train_step(self, data):
        x, y = data
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self(x) - y) ** 2)
        slopes = tape.gradient(loss, self.trainable_variables)
        self.optimizer.apply_gradients(zip(slopes, self.trainable_variables, strict=True))
        return {"beta": tf.constant(0.0) + self.beta}  # expect: tf-attribute-read


class Warmup(keras.callbacks.Callback):
    def on_epoch_begin(self, epoch, logs=None):
        self.model.beta = epoch / 2


class Sharpened(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.temperature = 1.0

    def call(self, x):
        return x / self.temperature  # expect: tf-attribute-read


def data():
    return np.ones((4, 2), "float32"), np.zeros((4, 2), "float32")


def train():
    model = Autoencoder()
    model.compile(optimizer="sgd")
    history = model.fit(*data(), epochs=3, callbacks=[Warmup()], verbose=0)
    return [float(beta) for beta in history.history["beta"]]


def sharpen():
    layer = Sharpened()
    model = keras.Sequential([layer])
    results = []
    for temperature in (1.0, 2.0, 4.0):
        layer.temperature = temperature
        results.append(float(model.predict(data()[0], verbose=0)[0, 0]))
    return results


def run():
    return train(), sharpen()
