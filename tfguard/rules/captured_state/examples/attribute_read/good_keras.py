"""A variable that a callback assigns, a model that is compiled again, one that is new, and a change between graphs."""

import numpy as np
import tensorflow as tf
from tensorflow import keras


class Weighted(keras.Model):
    def __init__(self, beta=0.5):
        super().__init__()
        self.dense = keras.layers.Dense(2, kernel_initializer="ones")
        self.beta = beta
        self.gamma = tf.Variable(0.0, trainable=False)
        self.seen = 0

    def call(self, x):
        return self.dense(x) * self.beta + self.gamma


class Warmup(keras.callbacks.Callback):
    def __init__(self):
        super().__init__()
        self.epochs = 0

    def on_epoch_end(self, epoch, logs=None):
        self.epochs += 1
        self.model.gamma.assign(epoch / 2)
        self.model.seen += 1


def data():
    return np.ones((4, 2), "float32"), np.zeros((4, 2), "float32")


def compiled(beta=0.5):
    model = Weighted(beta)
    model.compile(optimizer="sgd", loss="mse")
    return model


def warmed_up():
    model = compiled()
    model.fit(*data(), epochs=2, callbacks=[Warmup()], verbose=0)
    return model.seen


def compiled_again():
    losses = []
    model = compiled()
    for beta in (1.0, 2.0):
        model.beta = beta
        model.compile(optimizer="sgd", loss="mse")
        losses += model.fit(*data(), verbose=0).history["loss"]
    return losses


def new_ones():
    losses = []
    for beta in (1.0, 2.0):
        model = compiled()
        model.beta = beta
        losses += model.fit(*data(), verbose=0).history["loss"]
    return losses


def another_graph():
    model = compiled(1.0)
    model.fit(*data(), verbose=0)
    model.beta = 2.0
    return model.predict(data()[0], verbose=0)[0, 0]


def run():
    numbers = (*compiled_again(), *new_ones(), another_graph())
    return warmed_up(), [round(float(number), 3) for number in numbers]
