"""A whole model is built by a helper of the traced method, and not kept."""

import tensorflow as tf
from tensorflow import keras


def build_model():
    return keras.Sequential(
        [keras.layers.Dense(4), keras.layers.BatchNormalization()]
    )  # expect: tf-layer-creation


class Trainer:
    def __init__(self):
        self.predict = tf.function(self._predict)

    def _predict(self, inputs):
        model = build_model()
        return model(inputs)


def run():
    trainer = Trainer()
    return [trainer.predict(tf.ones([2, 3])).shape.rank for _ in range(2)]
