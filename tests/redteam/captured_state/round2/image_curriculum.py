"""Image distortions that grow stronger from epoch to epoch."""
from __future__ import annotations

from typing import ClassVar

import tensorflow as tf


class Distortion:
    """Strength is shared by all distortions of a kind."""

    strength: ClassVar[float] = 0.0

    @classmethod
    def harden(cls, amount: float) -> None:
        cls.strength += amount

    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        raise NotImplementedError


class Darken(Distortion):
    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        return image * (1.0 - self.strength)  # expect: tf-attribute-read


class Flatten(Distortion):
    """Less contrast around the mean."""

    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        mean = tf.reduce_mean(image, axis=[1, 2], keepdims=True)
        keep = 1.0 - type(self).strength  # expect: tf-attribute-read
        return mean + keep * (image - mean)


class Mirror(Distortion):
    def __call__(self, image: tf.Tensor) -> tf.Tensor:
        return tf.reverse(image, axis=[2])


class Augmenter:
    def __init__(self, *distortions: Distortion) -> None:
        self.distortions = distortions

    @tf.function(reduce_retracing=True)
    def augment(self, images: tf.Tensor) -> tf.Tensor:
        for distort in self.distortions:
            images = distort(images)
        return images

    def epochs(self, images: tf.Tensor, count: int) -> list[tuple[float, float]]:
        """Mean and spread of the pictures that each epoch shows."""
        seen = []
        for _ in range(count):
            shown = self.augment(images)
            seen.append((float(tf.reduce_mean(shown)), float(tf.math.reduce_std(shown))))
            Darken.harden(0.125)
            Flatten.harden(0.25)
        return seen


if __name__ == "__main__":
    pictures = tf.reshape(tf.range(16.0), [1, 4, 4, 1])
    tf.config.run_functions_eagerly(True)
    eager = Augmenter(Mirror(), Darken(), Flatten()).epochs(pictures, 3)
    assert eager[0][0] > eager[1][0] > eager[2][0] and eager[0][1] > eager[1][1] > eager[2][1]
    Darken.strength = Flatten.strength = 0.0
    tf.config.run_functions_eagerly(False)
    graph = Augmenter(Mirror(), Darken(), Flatten()).epochs(pictures, 3)
    assert graph == [eager[0]] * 3
    assert (Darken.strength, Flatten.strength) == (0.375, 0.75)
    print("proved")
