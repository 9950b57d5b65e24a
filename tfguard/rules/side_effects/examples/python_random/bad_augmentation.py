"""A coin that Python tosses in the function of Dataset.map falls once, for all images of all epochs."""

import random

import tensorflow as tf


class Augment:
    def __init__(self, shift):
        self.shift = shift

    def __call__(self, image, label):
        offset = random.uniform(-self.shift, self.shift)  # expect: tf-python-random
        return image + offset, label


def run():
    images = tf.data.Dataset.from_tensor_slices((tf.zeros([8]), tf.range(8)))
    shifted = images.map(Augment(1.0), num_parallel_calls=2)
    return len({float(image) for image, _ in shifted})
