"""Chains image augmentations that are built where they are used."""
import tensorflow as tf


class Brighten(tf.Module):
    def __init__(self, amount):
        super().__init__()
        self.amount = tf.constant(amount)

    @tf.function
    def __call__(self, images):
        return tf.clip_by_value(images + self.amount, 0.0, 1.0)


class Cutout:
    def __init__(self, size):
        self.size = size

    @tf.function
    def _cut(self, images):
        mask = tf.pad(tf.zeros([self.size, self.size]), [[0, 8 - self.size]] * 2, constant_values=1.0)
        return images * mask[None, :, :, None]

    def apply(self, images):
        return self._cut(images)


class Mirror:
    def __init__(self, vertical=False):
        self.flip = tf.image.flip_up_down if vertical else tf.image.flip_left_right
        self.run = tf.function(self._mirror)

    def _mirror(self, images):
        return self.flip(images)


class Invert(tf.keras.layers.Layer):
    @tf.function
    def call(self, images):
        return 1.0 - images


class Crop:
    @tf.function
    def centre(self, images):
        return images[:, 2:-2, 2:-2]


def augment(images):
    images = Brighten(0.1)(images)
    images = Cutout(3).apply(images)
    images = Mirror(vertical=True).run(images)
    images = Invert()(images)
    crop = Crop()
    return crop.centre(images)


def main():
    return augment(tf.random.stateless_uniform([2, 8, 8, 3], seed=[6, 1]))


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert graph.shape == (2, 4, 4, 3)
    assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-6
    print("proved")
