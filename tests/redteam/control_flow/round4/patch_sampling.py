"""Samples image patches that overlap an object enough, falling back to the whole image."""
import tensorflow as tf

ATTEMPTS = 6


def overlap(patch, box):
    """Share of the box that lies in the patch; both are [top, left, bottom, right]."""
    size = tf.nn.relu(tf.minimum(patch[2:], box[2:]) - tf.maximum(patch[:2], box[:2]))
    return tf.reduce_prod(size) / tf.reduce_prod(box[2:] - box[:2])


def candidate(seed, attempt):
    corner = tf.random.stateless_uniform([2], seed=tf.stack([seed, attempt]), maxval=0.5)
    return tf.concat([corner, corner + 0.5], axis=0)


@tf.function
def sample_patch(box, seed, minimum):  # allow: tf-autograph-unconverted
    for attempt in range(ATTEMPTS):  # expect: tf-autograph-unconverted  allow: tf-tensor-break-in-python-loop
        patch = candidate(seed, attempt)
        if overlap(patch, box) >= minimum:  # allow: tf-autograph-unconverted, tf-tensor-bool-unconverted, tf-tensor-break-in-python-loop
            break  # allow: tf-tensor-break-in-python-loop
    else:
        patch = tf.constant([0.0, 0.0, 1.0, 1.0])
    return patch


@tf.function
def jitter_brightness(image: tf.Tensor, strength: tf.Tensor) -> tf.Tensor:  # allow: tf-autograph-unconverted
    if tf.reduce_mean(image) > 0.5:  # allow: tf-autograph-unconverted, tf-tensor-bool-unconverted
        shifted: tf.Tensor = image - strength  # expect: tf-autograph-unconverted
    else:
        shifted: tf.Tensor = image + strength  # allow: tf-autograph-unconverted
    return tf.clip_by_value(shifted, 0.0, 1.0)


def patches():
    boxes = tf.constant([[0.4, 0.4, 0.6, 0.6], [0.0, 0.0, 1.0, 1.0]])
    return [sample_patch(box, tf.constant(seed), tf.constant(0.9)) for seed, box in enumerate(boxes)]


def brightened():
    dark, light = tf.fill([2, 2], 0.2), tf.fill([2, 2], 0.8)
    return [jitter_brightness(image, tf.constant(0.1)) for image in (dark, light)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert patches()[1].numpy().tolist() == [0.0, 0.0, 1.0, 1.0]
    assert [round(float(image[0, 0]), 3) for image in brightened()] == [0.3, 0.7]
    tf.config.run_functions_eagerly(False)
    for function in (sample_patch, jitter_brightness):
        try:
            tf.autograph.to_code(function.python_function)
        except Exception as error:  # ConversionError or SyntaxError: conversion is impossible
            assert any(text in str(error) for text in ("for/else", "nonlocal")), error
        else:
            raise AssertionError(function)
    for run in (patches, brightened):
        try:
            run()
        except tf.errors.OperatorNotAllowedInGraphError as error:
            assert "Using a symbolic `tf.Tensor` as a Python `bool` is not allowed" in str(error), error
        else:
            raise AssertionError(run)
    print("proved")
