"""Keras calls callbacks from Python, at each batch."""

import logging

import keras
import numpy as np

logger = logging.getLogger("fit")
logger.setLevel(logging.INFO)


class Report(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        logger.info("batch %d", batch)


class Keep(logging.Handler):
    def __init__(self):
        super().__init__()
        self.texts = []

    def emit(self, record):
        self.texts.append(record.getMessage())


def run():
    handler = Keep()
    logger.addHandler(handler)
    model = keras.Sequential([keras.Input([2]), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    data = np.ones([6, 2], np.float32), np.ones([6, 1], np.float32)
    model.fit(*data, batch_size=2, verbose=0, callbacks=[Report()])
    return handler.texts
