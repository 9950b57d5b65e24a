"""An unseeded Keras initializer made in the body draws its seed while tracing."""

import keras
import tensorflow as tf


@tf.function
def random_projection(inputs):
    kernel = keras.initializers.RandomNormal()(shape=(2, 2))  # expect: tf-python-random
    return inputs @ kernel


def run():
    return len({random_projection(tf.ones([1, 2])).numpy().tobytes() for _ in range(4)})
