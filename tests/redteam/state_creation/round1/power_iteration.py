"""Spectral normalisation of weight matrices by power iteration."""
from __future__ import annotations

import tensorflow as tf


def l2_normalise(v: tf.Tensor, eps: float = 1e-12) -> tf.Tensor:
    return v / (tf.norm(v) + eps)


@tf.function
def largest_singular_value(weight: tf.Tensor, steps: tf.Tensor) -> tf.Tensor:
    """Estimates the largest singular value of ``weight``.

    Args:
        weight: matrix of shape ``[rows, cols]``.
        steps: number of power iterations.
    """
    rows = weight.shape[0]
    u = tf.Variable(tf.ones([rows, 1]), trainable=False)  # expect: tf-variable-creation
    for _ in tf.range(steps):
        v = l2_normalise(tf.matmul(weight, u, transpose_a=True))
        u.assign(l2_normalise(tf.matmul(weight, v)))
    v = l2_normalise(tf.matmul(weight, u, transpose_a=True))
    return tf.squeeze(tf.matmul(u, tf.matmul(weight, v), transpose_a=True))


@tf.function
def frobenius(weight: tf.Tensor) -> tf.Tensor:
    total = tf.reduce_sum(tf.square(weight))
    total += 1e-12
    return tf.sqrt(total)


def normalise_all(matrices: list[tf.Tensor], steps: int = 5) -> list[tf.Tensor]:
    normalised = []
    for matrix in matrices:
        sigma = largest_singular_value(matrix, tf.constant(steps))
        normalised.append(matrix / tf.minimum(sigma, frobenius(matrix)))
    return normalised


if __name__ == "__main__":
    matrices = [tf.constant([[2.0, 0.0], [0.0, 1.0]]), tf.constant([[1.0, 1.0], [0.0, 3.0]])]
    tf.config.run_functions_eagerly(True)
    for original, scaled in zip(matrices, normalise_all(matrices, steps=30)):
        top = tf.linalg.svd(original, compute_uv=False)[0]
        tf.debugging.assert_near(scaled, original / top, atol=1e-3)
    tf.config.run_functions_eagerly(False)
    try:
        normalise_all(matrices)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the graph must refuse a variable made on each call")
    assert float(frobenius(matrices[0])) > 2.2
    print("proved")
