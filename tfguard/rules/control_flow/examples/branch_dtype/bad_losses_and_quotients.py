"""What a loss, a norm, a gradient and a quotient give are floating-point numbers; an array of NumPy's has float64."""

import numpy as np
import tensorflow as tf

WEIGHTS = tf.Variable(tf.ones([2]))
LOSS = tf.keras.losses.MeanAbsoluteError()


@tf.function
def total_loss(rows):
    total = 0
    for row in rows:
        total += LOSS(row, row * WEIGHTS)  # expect: tf-branch-dtype
    return total


@tf.function
def clipped(x, limit=1.0):
    with tf.GradientTape() as tape:
        loss = tf.nn.l2_loss(WEIGHTS * x)
    norm = tf.linalg.global_norm(tape.gradient(loss, [WEIGHTS]))
    if norm > limit:  # expect: tf-branch-dtype
        scale = limit / norm
    else:
        scale = 1
    return x * tf.cast(scale, tf.float32)


@tf.function
def summed(values):
    total = 0.0
    for value in values:
        total += value  # expect: tf-branch-dtype
    return total


def run():
    rows = [tf.fill([2, 2], value) for value in (0.5, 1.0, 2.0)]
    losses, norms = [float(total_loss(row)) for row in rows], [clipped(row).numpy().tolist() for row in rows]
    return losses, norms, [float(summed(np.linspace(0.0, value, 3))) for value in (1, 2, 3)]
