"""Triangular learning rates over a few cycles of gradient descent."""
import numpy as np
import tensorflow as tf

theta = tf.Variable([4.0, -3.0])


@tf.function
def descend(rate):
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.square(theta))
    theta.assign_sub(rate * tape.gradient(loss, theta))
    return loss


def triangle(low, high, period):
    up = np.linspace(low, high, period, dtype=np.float32)
    return np.concatenate([up, up[::-1]])


def run(cycles=2):
    losses = []
    for cycle in range(cycles):
        for rate in triangle(0.01, 0.1 / (cycle + 1), 5):
            losses.append(float(descend(rate)))
    return losses


if __name__ == "__main__":
    record = run()
    assert record[-1] < record[0]
    assert descend.experimental_get_tracing_count() == 1
    print("proved")
