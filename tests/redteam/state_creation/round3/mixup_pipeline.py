"""Mixup and cutout for image batches, with a random generator object behind the helpers."""
from __future__ import annotations

import tensorflow as tf
from tensorflow import function as graph

SEED = 7


def _generator() -> tf.random.Generator:
    return tf.random.Generator.from_seed(SEED)  # expect: tf-variable-creation


def _mixing_weights(count: tf.Tensor) -> tf.Tensor:
    """Symmetric weights in [0.5, 1)."""
    uniform = _generator().uniform([count])
    return tf.maximum(uniform, 1.0 - uniform)


@graph
def mixup(images: tf.Tensor, labels: tf.Tensor) -> tuple[tf.Tensor, tf.Tensor]:
    """Blends each example with its neighbour."""
    weights = _mixing_weights(tf.shape(images)[0])
    other_images, other_labels = tf.roll(images, 1, axis=0), tf.roll(labels, 1, axis=0)
    wide = weights[:, None, None]
    blended = wide * images + (1.0 - wide) * other_images
    targets = weights[:, None] * labels + (1.0 - weights[:, None]) * other_labels
    return blended, targets


class Cutout:
    """Masks a random square; its generator is made once with the object."""

    def __init__(self, size: int, seed: int = SEED) -> None:
        self.size = size
        self.generator = tf.random.Generator.from_seed(seed)

    @graph
    def __call__(self, images: tf.Tensor) -> tf.Tensor:
        side = images.shape[1]
        corner = self.generator.uniform([2], maxval=side - self.size + 1, dtype=tf.int32)
        rows = tf.range(side)
        inside_rows = (rows >= corner[0]) & (rows < corner[0] + self.size)
        inside_columns = (rows >= corner[1]) & (rows < corner[1] + self.size)
        hole = inside_rows[:, None] & inside_columns[None, :]
        return tf.where(hole[None], 0.0, images)


def augment(images: tf.Tensor, labels: tf.Tensor, cutout: Cutout) -> tuple[tf.Tensor, tf.Tensor]:
    return mixup(cutout(images), labels)


if __name__ == "__main__":
    pictures, classes = tf.ones([2, 4, 4]), tf.eye(2)
    masks = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        cutout = Cutout(2)
        masks.append(tf.stack([cutout(pictures) for _ in range(3)]))
    assert bool(tf.reduce_all(masks[0] == masks[1]))
    cutout = Cutout(2)
    tf.config.run_functions_eagerly(True)
    for _ in range(3):
        augment(pictures, classes, cutout)
    tf.config.run_functions_eagerly(False)
    try:
        augment(pictures, classes, cutout)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "Generator.from_seed(SEED)" in str(error)
    else:
        raise AssertionError("the graph ran")
    print("proved")
