"""The cure in a function of Dataset.map: each element draws for itself."""

import tensorflow as tf


def augment(image):
    if tf.random.uniform([]) < 0.5:
        image = tf.reverse(image, axis=[0])
    return image + tf.random.uniform([])


def run():
    images = tf.tile([[1.0, 2.0]], [50, 1])
    augmented = tf.data.Dataset.from_tensor_slices(images).map(augment)
    return len({tuple(image.numpy()) for image in augmented}) > 20
