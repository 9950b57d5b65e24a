"""Layers without weights and without a seed may be made anywhere."""

import keras
import tensorflow as tf
from keras import layers


@tf.function
def prepare(images):
    images = layers.Rescaling(1.0 / 255.0)(images)
    images = layers.ZeroPadding2D(1)(images)
    images = layers.MaxPool2D(2)(images)
    images = layers.Normalization(mean=0.5, variance=0.25)(images)
    flat = layers.Flatten()(images)
    joined = layers.Concatenate()([flat, layers.ReLU()(flat), layers.Activation("tanh")(flat)])
    return layers.Softmax()(layers.Lambda(lambda values: values * 2.0)(joined))


@tf.function
def rectify(inputs):
    stack = keras.Sequential([layers.ReLU(), layers.Activation("linear")])
    entry = keras.Input([3])
    functional = keras.Model(entry, layers.ReLU()(entry))
    return functional(stack(inputs))


def run():
    prepared = [prepare(tf.ones([1, 2, 2, 1]) * scale).numpy() for scale in (51.0, 255.0)]
    return prepared, [rectify(tf.constant([[1.0, -2.0, 3.0]]) * scale).numpy() for scale in (1.0, -1.0)]
