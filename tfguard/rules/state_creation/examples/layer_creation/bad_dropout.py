"""A Dropout layer owns a seed generator, which is a variable in Keras 3."""

import keras
import tensorflow as tf
from keras import layers


def regularize(inputs, rate):
    return layers.Dropout(rate)(inputs, training=True)  # expect: tf-layer-creation


@tf.function
def forward(inputs):
    return regularize(inputs, 0.5)


@tf.function
def augment(images):
    return keras.layers.RandomFlip("horizontal")(images)  # expect: tf-layer-creation


def attempt(function, shape):
    try:
        return list(function(tf.ones(shape)).shape)
    except ValueError as error:
        return type(error).__name__


def run():
    return attempt(forward, [2, 3]), attempt(augment, [1, 4, 4, 3])
