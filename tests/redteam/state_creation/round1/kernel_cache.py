"""Blur kernels for augmentation, with a cache that was meant to build each only once."""
import tensorflow as tf


class KernelBank(tf.Module):
    def __init__(self):
        super().__init__()
        self._kernels = {}
        self._by_size = {}

    def kernel(self, size):
        if size not in self._kernels:
            self._by_size[size] = tf.Variable(tf.ones([size, size, 1, 1]) / float(size * size))  # expect: tf-variable-creation  allow: tf-container-mutation
        return self._by_size[size]

    def box_blur(self, images, size=3):
        return tf.nn.conv2d(images, self.kernel(size), strides=1, padding="SAME")

    def sharpen(self, images, amount):
        return images + amount * (images - self.box_blur(images))


class Augmenter:
    def __init__(self, bank):
        self.bank = bank
        self.steps = [self.bank.box_blur, self.flip]

    def flip(self, images):
        return tf.image.flip_left_right(images)

    def __call__(self, images):
        return self.apply(images)

    @tf.function
    def apply(self, images):
        for step in self.steps:
            images = step(images)
        return tf.clip_by_value(images, 0.0, 1.0)


if __name__ == "__main__":
    images = tf.ones([1, 6, 6, 1])
    tf.config.run_functions_eagerly(True)
    augmenter = Augmenter(KernelBank())
    for _ in range(3):
        assert abs(float(augmenter(images)[0, 3, 3, 0]) - 1.0) < 1e-6
    tf.config.run_functions_eagerly(False)
    augmenter = Augmenter(KernelBank())
    try:
        augmenter(images)
    except ValueError as error:
        assert "only supports singleton tf.Variables" in str(error)
    else:
        raise AssertionError("the guard looks into the wrong dictionary")
    print("proved")
