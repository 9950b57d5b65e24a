"""The model is an argument: the second one is unbuilt when its trace begins."""

import keras
import tensorflow as tf


@tf.function
def predict(model, inputs):
    return model(inputs)  # expect: tf-late-state-creation


def run():
    models = [keras.layers.Dense(units, kernel_initializer="ones") for units in (1, 2)]
    return [predict(model, tf.ones([1, 3])).numpy() for model in models]
