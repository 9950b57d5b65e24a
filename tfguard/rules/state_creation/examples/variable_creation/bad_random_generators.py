"""Random generators keep their state in a variable; each of these two functions fails by itself."""

import keras
import tensorflow as tf


@tf.function
def noise(shape_like):
    generator = tf.random.Generator.from_seed(1)  # expect: tf-variable-creation
    return generator.normal(tf.shape(shape_like))


@tf.function
def mask(shape_like):
    seed = keras.random.SeedGenerator(1)  # expect: tf-variable-creation
    return keras.random.uniform([3], seed=seed) + shape_like


def shape_of(function):
    try:
        return list(function(tf.zeros([3])).shape)
    except ValueError as error:
        return type(error).__name__


def run():
    return [shape_of(noise), shape_of(mask)]
