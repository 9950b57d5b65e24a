"""Random erasing of image patches in front of a classifier's training loop."""
from __future__ import annotations

import random

import numpy as np
import tensorflow as tf

HEIGHT = WIDTH = 16


@tf.function
def erase(image: tf.Tensor, box, fill: tf.Tensor) -> tf.Tensor:
    """Paints the box (top, left, height, width) with the fill colour."""
    top, left, height, width = box
    rows = tf.range(HEIGHT)[:, None, None]
    columns = tf.range(WIDTH)[None, :, None]
    inside = (rows >= top) & (rows < top + height) & (columns >= left) & (columns < left + width)
    return tf.where(inside, fill, image)


class RandomErasing:
    def __init__(self, probability: float = 1.0, seed: int = 0) -> None:
        self.probability = probability
        self.random = random.Random(seed)
        self.fill = tf.zeros([3])

    def sample_box(self) -> tuple[int, int, int, int]:
        height, width = self.random.randint(2, 6), self.random.randint(2, 6)
        top = self.random.randrange(HEIGHT - height)
        left = self.random.randrange(WIDTH - width)
        return top, left, height, width

    def _paint(self, image: tf.Tensor, box: tuple[int, int, int, int]) -> tf.Tensor:
        return erase(image, box, self.fill)  # expect: tf-python-container-arg

    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        if self.random.random() > self.probability:
            return image
        return self._paint(image, self.sample_box())


class Compose:
    def __init__(self, *transforms) -> None:
        self.transforms = transforms

    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        for transform in self.transforms:
            image = transform(image)
        return image


def augmented_batches(images: np.ndarray, batch_size: int):
    pipeline = Compose(RandomErasing(seed=7), tf.image.flip_left_right)
    for start in range(0, len(images), batch_size):
        yield tf.stack([pipeline(tf.constant(image)) for image in images[start:start + batch_size]])


def train(images: np.ndarray) -> float:
    mean = 0.0
    for batch in augmented_batches(images, batch_size=4):
        mean += float(tf.reduce_mean(batch))
    return mean


if __name__ == "__main__":
    pictures = np.ones([8, HEIGHT, WIDTH, 3], np.float32)
    train(pictures)
    count = erase.experimental_get_tracing_count()
    assert count >= 7
    for corner in range(4):
        box = tuple(tf.constant(value) for value in (corner, corner, 3, 3))
        erase(tf.constant(pictures[0]), box, tf.zeros([3]))
    assert erase.experimental_get_tracing_count() == count + 1
    print("proved")
