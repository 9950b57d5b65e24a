"""A list inside a dict argument, changed by item assignment."""

import tensorflow as tf


@tf.function
def scale_first(batch):
    images = batch["images"]
    images[0] = images[0] * 2.0  # expect: tf-argument-mutation
    return tf.add_n(images)


def run():
    batch = {"images": [tf.constant(1.0), tf.constant(2.0)]}
    return scale_first(batch).numpy(), float(batch["images"][0])
