"""The cure: random operations of TensorFlow, with or without a seed of their own."""

import tensorflow as tf


@tf.function
def add_noise(images):
    images = images + tf.random.normal(tf.shape(images))
    if tf.random.uniform([]) < 0.5:
        images = tf.reverse(images, axis=[0])
    return images + tf.random.uniform([], seed=3)


@tf.function
def fixed_noise(images):
    return images + tf.random.stateless_normal([3], seed=[1, 2])


def run():
    drawn = {add_noise(tf.zeros([3])).numpy().tobytes() for _ in range(4)}
    fixed = {fixed_noise(tf.zeros([3])).numpy().tobytes() for _ in range(4)}
    return len(drawn), len(fixed)
