"""An image is decoded only to see whether it can be."""

import tensorflow as tf


@tf.function
def checked(data):
    tf.io.decode_png(data)  # expect: tf-unused-op-pruned
    return tf.strings.length(data)


def run():
    image = tf.io.encode_png(tf.zeros([2, 2, 1], tf.uint8))
    results = []
    for data in (image, image, tf.constant("no image")):
        try:
            results.append(int(checked(data)))
        except tf.errors.InvalidArgumentError:
            results.append("refused")
    return results
