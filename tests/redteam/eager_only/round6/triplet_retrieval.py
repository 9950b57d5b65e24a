"""Triplet training of an embedding for retrieval."""
import tensorflow as tf
from tensorflow.experimental import numpy as np

DIMENSION = 3
projection = tf.Variable(tf.random.stateless_normal([5, DIMENSION], [2, 7]))


def embed(x):
    y = np.matmul(x, projection)
    return y / np.sqrt(np.sum(y * y, axis=-1, keepdims=True) + 1e-6)


def distance(a, b):
    return np.sum(np.square(a - b), axis=-1)


def triplet_loss(anchor, positive, negative, margin=0.2):
    gap = distance(anchor, positive) - distance(anchor, negative) + margin
    return np.mean(np.maximum(gap, np.zeros_like(gap)))


@tf.function
def step(anchor, positive, negative):
    with tf.GradientTape() as tape:
        loss = triplet_loss(embed(anchor), embed(positive), embed(negative))
    projection.assign_sub(0.1 * tape.gradient(loss, projection))
    return loss


@tf.function
def nearest(queries, gallery):
    """Index of the closest gallery entry of each query, and how far the closest ones are."""
    q, g = embed(queries), embed(gallery)
    table = np.sum((q[:, None, :] - g[None, :, :]) ** 2, axis=-1)
    index = np.argmin(table, axis=1)
    spread = np.where(np.isnan(table), np.zeros_like(table), table)
    return index, np.clip(np.min(spread, axis=1), 0.0, 4.0)


def training_data():
    anchor = tf.random.stateless_normal([8, 5], [1, 1])
    positive = anchor + 0.05 * tf.random.stateless_normal([8, 5], [1, 2])
    return anchor, positive, tf.reverse(anchor, axis=[0])


def main(steps=5):
    triplets = training_data()
    losses = [step(*triplets).numpy() for _ in range(steps)]
    index, spread = nearest(triplets[1], triplets[0])
    return losses, index, spread


if __name__ == "__main__":
    losses, index, spread = main()
    assert losses[-1] <= losses[0]
    a, p, _ = training_data()
    eager_index, eager_spread = nearest.python_function(p, a)
    assert index.numpy().tolist() == eager_index.numpy().tolist()
    assert abs(spread.numpy() - eager_spread.numpy()).max() < 1e-5
    print("proved")
