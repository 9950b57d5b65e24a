"""Augmentation by random.choice in a function of Dataset.map: one coin for the whole dataset."""

import random

import tensorflow as tf


def augment(image):
    if random.random() < 0.5:  # expect: tf-python-random
        image = tf.reverse(image, axis=[0])
    angle = random.choice([0.0, 1.0, 2.0, 3.0])  # expect: tf-python-random
    return image + 10.0 * angle


def run():
    images = tf.tile([[1.0, 2.0]], [200, 1])
    augmented = tf.data.Dataset.from_tensor_slices(images).map(augment)
    return len({tuple(image.numpy()) for image in augmented})
