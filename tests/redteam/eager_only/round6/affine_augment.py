"""Random rotation of point sets and class-balanced weights for their labels."""
import numpy as np
import tensorflow as tf

FREQUENCY = np.array([0.7, 0.2, 0.1], dtype=np.float32)
BALANCE = 1.0 / (FREQUENCY * len(FREQUENCY))


@tf.function
def rotation(angle):
    matrix = np.eye(3, dtype=np.float32)
    c, s = tf.cos(angle), tf.sin(angle)
    matrix[:2, :2] = [[c, -s], [s, c]]  # expect: tf-foreign-call
    return tf.constant(matrix)


def apply(points, matrix):
    ones = tf.ones_like(points[:, :1])
    return tf.matmul(tf.concat([points, ones], axis=1), matrix, transpose_b=True)[:, :2]


@tf.function
def weighted_loss(logits: tf.Tensor, labels: tf.Tensor) -> tf.Tensor:
    losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
    weights = BALANCE[labels]  # expect: tf-foreign-call
    return tf.reduce_sum(losses * weights) / tf.reduce_sum(weights)


class PointBatches:
    """Yields augmented points and labels."""

    def __init__(self, size=5, seed=3):
        self.rng = np.random.default_rng(seed)
        self.size = size

    def draw(self):
        points = tf.constant(self.rng.normal(size=(self.size, 2)), tf.float32)
        labels = tf.constant(self.rng.integers(0, len(FREQUENCY), self.size))
        angle = tf.constant(self.rng.uniform(0, np.pi), tf.float32)
        return apply(points, rotation(angle)), labels


def epoch(batches, kernel, count=3):
    total = 0.0
    for _ in range(count):
        points, labels = batches.draw()
        total += float(weighted_loss(tf.matmul(points, kernel), labels))
    return total / count


if __name__ == "__main__":
    quarter = tf.constant(np.pi / 2, tf.float32)
    assert np.allclose(rotation.python_function(quarter)[:2, :2], [[0, -1], [1, 0]], atol=1e-6)
    labels = tf.constant([0, 2, 1])
    assert float(weighted_loss.python_function(tf.zeros([3, 3]), labels)) > 0
    try:
        epoch(PointBatches(), tf.ones([2, 3]))
    except (ValueError, TypeError, NotImplementedError) as e:
        assert "matrix[:2, :2] = " in str(e), e
    else:
        raise AssertionError("rotation")
    try:
        weighted_loss(tf.zeros([3, 3]), labels)
    except NotImplementedError as e:
        assert "Cannot convert a symbolic tf.Tensor" in str(e) and "BALANCE[labels]" in str(e)
    else:
        raise AssertionError("weighted_loss")
    print("proved")
