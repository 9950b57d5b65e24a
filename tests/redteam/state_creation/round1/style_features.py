"""Gram-matrix features of images for neural style experiments."""
import functools

import tensorflow as tf
from tensorflow.keras import layers


def compiled(fn=None, *, signature=None):
    """Project-wide switch to turn functions into graphs."""
    if fn is None:
        return functools.partial(compiled, signature=signature)
    return tf.function(fn, input_signature=signature)


def gram(features):
    shape = tf.shape(features)
    flat = tf.reshape(features, [shape[0], -1, features.shape[-1]])
    count = tf.cast(shape[1] * shape[2], tf.float32)
    return tf.matmul(flat, flat, transpose_a=True) / count


def extract(image, widths):
    outputs = []
    hidden = image
    for width in widths:
        hidden = layers.Conv2D(width, 3, padding="same", activation="relu")(hidden)  # expect: tf-layer-creation
        outputs.append(hidden)
        hidden = layers.AveragePooling2D(2)(hidden)
    return outputs


@compiled
def style_loss(image, target):
    """Mean squared distance between the Gram matrices of two images."""
    ours = [gram(f) for f in extract(image, (4, 8))]
    theirs = [gram(f) for f in extract(target, (4, 8))]
    return tf.add_n([tf.reduce_mean(tf.square(a - b)) for a, b in zip(ours, theirs)])


@compiled(signature=[tf.TensorSpec([None, None, None, 3])])
def total_variation(image):
    return tf.reduce_mean(tf.image.total_variation(image))


if __name__ == "__main__":
    content = tf.random.stateless_uniform([1, 8, 8, 3], seed=(1, 2))
    style = tf.random.stateless_uniform([1, 8, 8, 3], seed=(3, 4))
    tf.config.run_functions_eagerly(True)
    assert style_loss(content, style).shape == ()
    tf.config.run_functions_eagerly(False)
    assert float(total_variation(content)) > 0
    try:
        style_loss(content, style)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("layers made on each call must be refused")
    print("proved")
