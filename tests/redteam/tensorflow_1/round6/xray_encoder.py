"""Encodes chest images into short vectors; the blocks come from an older project."""
from functools import partial

import tensorflow as tf

v1 = tf.compat.v1
relu = tf.nn.relu


def conv_block(images, filters, name, training=False):
    """Convolution, normalisation, activation, halved resolution."""
    hidden = v1.layers.conv2d(images, filters, 3, padding="same", name=name)  # expect: tf1-variables  allow: tf-layer-creation
    mean, variance = tf.nn.moments(hidden, [0, 1, 2])
    hidden = tf.nn.batch_normalization(hidden, mean, variance, None, None, 1e-3)
    return tf.nn.max_pool2d(relu(hidden), 2, 2, "SAME")


def pool_block(images, name):
    del name
    return tf.nn.avg_pool2d(images, 2, 2, "SAME")


class Encoder:
    def __init__(self, blocks):
        self.blocks = blocks

    @tf.function
    def encode(self, images):
        hidden = tf.image.per_image_standardization(images)
        for number, block in enumerate(self.blocks):
            hidden = block(hidden, name=f"block{number}")
        return tf.reduce_mean(hidden, axis=[1, 2])


def images(count=2):
    return tf.random.stateless_uniform([count, 16, 16, 1], [6, 6])


def main():
    encoder = Encoder([partial(conv_block, filters=4), partial(conv_block, filters=8)])
    return encoder.encode(images())


if __name__ == "__main__":
    plain = Encoder([pool_block, pool_block])
    assert plain.encode(images()).shape == (2, 1)
    try:
        main()
    except AttributeError as error:
        assert "`conv2d` is not available with Keras 3" in str(error), error
    else:
        raise AssertionError("the old layers were there")
    print("proved")
