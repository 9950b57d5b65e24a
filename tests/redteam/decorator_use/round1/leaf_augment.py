"""Augmentation of leaf photographs for a plant disease classifier."""
from typing import Tuple

import tensorflow as tf

SIDE = 8


class LeafAugmenter:
    """Geometry first, colour afterwards; everything is driven by stateless seeds."""

    def __init__(self, strength: float):
        self.strength = strength

    def contrast(self, image, seed):
        return tf.image.stateless_random_contrast(image, 1.0 - self.strength, 1.0, seed)

    @staticmethod
    @tf.function
    def vein_map(image):
        grey = tf.image.rgb_to_grayscale(image)[None]
        edges = tf.image.sobel_edges(grey)
        return tf.reduce_sum(tf.abs(edges), axis=-1)[0]

    @tf.function  # expect: tf-decorator-order
    @staticmethod
    def rotate(image, quarter):
        return tf.image.rot90(image, k=quarter)

    def __call__(self, image, seed) -> Tuple[tf.Tensor, tf.Tensor]:
        turned = self.rotate(image, seed[0] % 4)
        return self.contrast(turned, seed), self.vein_map(turned)


def leaf():
    return tf.random.stateless_uniform([SIDE, SIDE, 3], [3, 4])


if __name__ == "__main__":
    augmenter = LeafAugmenter(0.25)
    seed = tf.constant([5, 1])
    through_class = LeafAugmenter.rotate(leaf(), seed[0] % 4)
    assert bool(tf.reduce_all(through_class == tf.image.rot90(leaf(), 1)))
    veins = augmenter.vein_map(leaf())
    assert veins.shape == [SIDE, SIDE, 1]
    assert bool(tf.reduce_all(tf.abs(veins - LeafAugmenter.vein_map.python_function(leaf())) < 1e-5))
    try:
        augmenter(leaf(), seed)
    except TypeError as error:
        assert "cannot create weak reference to 'staticmethod' object" in str(error), error
    else:
        raise AssertionError("the instance had a static method")
    print("proved")
