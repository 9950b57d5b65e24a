"""An unsharp-mask filter with a learnable strength that all instances share."""

from __future__ import annotations

import warnings

import numpy as np
import tensorflow as tf


class UnsharpMask:
    """out = x + strength * (x - blur(x)); the strength belongs to the class."""

    _strength = None
    _kernels: dict[int, np.ndarray] = {}
    _warned = False

    def __init__(self, size: int = 3):
        self.size = size

    @classmethod
    def strength(cls):
        if cls._strength is None:
            cls._strength = tf.Variable(0.5, name="strength")
        return cls._strength

    def kernel(self) -> np.ndarray:
        """A normalised binomial kernel, kept by its size."""
        if self.size not in UnsharpMask._kernels:
            row = np.poly1d([0.5, 0.5]) ** (self.size - 1)
            UnsharpMask._kernels[self.size] = np.outer(row.c, row.c).astype("float32")
        return UnsharpMask._kernels[self.size]

    def _blur(self, images):
        if self.size % 2 == 0 and not UnsharpMask._warned:
            warnings.warn("kernels of even size shift the image", stacklevel=2)
            UnsharpMask._warned = True
        return tf.nn.conv2d(images, self.kernel()[:, :, None, None], 1, "SAME")

    @tf.function
    def __call__(self, images):
        return images + self.strength() * (images - self._blur(images))


def sharpness(images):
    """Mean absolute difference between horizontal neighbours."""
    return tf.reduce_mean(tf.abs(images[:, :, 1:] - images[:, :, :-1]))


def tune(mask: UnsharpMask, images, target: float, lr: float = 0.5):
    """One step of the shared strength towards a wanted sharpness, run eagerly."""
    with tf.GradientTape() as tape:
        loss = (sharpness(mask(images)) - target) ** 2
    strength = mask.strength()
    strength.assign_sub(lr * tape.gradient(loss, strength))
    return float(loss)


def drive(eager: bool):
    """The same filters and updates from the same strength, whoever made the variable."""
    tf.config.run_functions_eagerly(eager)
    small, large = UnsharpMask(3), UnsharpMask(4)
    outputs = []
    for seed in range(4):
        images = tf.random.stateless_uniform([1, 8, 8, 1], [seed, 1])
        outputs.extend([large(images).numpy().sum(), tune(small, images, 1.0)])
    final = float(UnsharpMask.strength())
    UnsharpMask.strength().assign(0.5)
    tf.config.run_functions_eagerly(False)
    return outputs, final


if __name__ == "__main__":
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        graph_outputs, graph_final = drive(False)
        eager_outputs, eager_final = drive(True)
    np.testing.assert_allclose(graph_outputs, eager_outputs, rtol=1e-4)
    assert abs(graph_final - eager_final) < 1e-5 and sorted(UnsharpMask._kernels) == [3, 4]
    assert sum("even size" in str(w.message) for w in caught) == 1
    print("proved")
