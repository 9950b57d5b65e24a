"""A tensor is taken apart by unpacking: what tf.shape gives, a row, the element of a staged loop."""

import tensorflow as tf


@tf.function
def halves(image):
    height, width = tf.shape(image)  # expect: tf-tensor-iteration
    return image[: height // 2, : width // 2]


@tf.function
def products(pairs):
    total = tf.constant(0.0)
    for left, right in tf.reshape(pairs, [2, 2]):  # expect: tf-tensor-iteration
        total += left * right
    return total


def run():
    images = [tf.fill([4, 4], value) for value in (1.0, 2.0, 3.0)]
    totals = [float(products(tf.fill([4], value))) for value in (1.0, 2.0, 3.0)]
    return [halves(image).numpy().tolist() for image in images], totals
