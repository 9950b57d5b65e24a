"""A Keras callback may write files: Python calls it at each epoch."""

import pathlib

import keras
import numpy as np

HISTORY = pathlib.Path("history.txt")


class Write(keras.callbacks.Callback):
    def on_epoch_end(self, epoch, logs=None):
        with open(HISTORY, "a") as file:
            file.write(f"epoch {epoch}\n")


def run():
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    data = np.ones([6, 2], np.float32), np.ones([6, 1], np.float32)
    model.fit(*data, epochs=3, verbose=0, callbacks=[Write()])
    return HISTORY.read_text().splitlines()
