"""keras.random draws anew at each call; seeded with an integer it is constant in both modes."""

import keras
import tensorflow as tf

seeds = keras.random.SeedGenerator(1)


@tf.function
def noisy(inputs):
    return inputs + keras.random.normal((3,)) + keras.random.uniform((3,), seed=seeds)


@tf.function
def fixed(inputs):
    kernel = keras.initializers.RandomNormal(seed=5)(shape=(3,))
    return inputs + keras.random.normal((3,), seed=7) + kernel


def run():
    drawn = {noisy(tf.zeros([3])).numpy().tobytes() for _ in range(4)}
    constant = {fixed(tf.zeros([3])).numpy().tobytes() for _ in range(4)}
    return len(drawn), len(constant)
