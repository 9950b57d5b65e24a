"""Recognises traffic signs; old decorators of the project's fast path are built in one place."""
from functools import partial

import tensorflow as tf

CLASSES = 5
fast = partial(tf.function, experimental_compile=True)  # expect: tf-deprecated-argument


class SignNet(tf.Module):
    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(tf.random.stateless_normal([3, 3, 1, 4], [1, 2]))
        self.head = tf.Variable(tf.random.stateless_normal([4, CLASSES], [3, 4]))

    def features(self, images):
        maps = tf.nn.relu(tf.nn.conv2d(images, self.kernel, 1, "SAME"))
        return tf.reduce_mean(maps, axis=[1, 2])

    @fast  # allow: tf-deprecated-argument
    def logits(self, images):
        return self.features(images) @ self.head

    @tf.function(experimental_follow_type_hints=True)  # expect: tf-deprecated-argument
    def probabilities(self, images: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(self.features(images) @ self.head)


def crop(images, margin):
    return images[:, margin:-margin, margin:-margin]


flexible_crop = tf.function(partial(crop, margin=1), experimental_relax_shapes=True)  # expect: tf-deprecated-argument


def signs(size=8):
    return tf.random.stateless_uniform([2, size, size, 1], [5, 6])


def deprecated_arguments():
    head = tf.function.__doc__.split("constructs a")[0]
    return {line.split("`(")[1].split(")`")[0] for line in head.splitlines() if "`(" in line}


if __name__ == "__main__":
    net = SignNet()
    graph = net.logits(signs())
    eager = SignNet.logits.python_function(net, signs())
    assert bool(tf.reduce_all(tf.abs(graph - eager) < 1e-5))
    graph = net.probabilities(signs())
    assert bool(tf.reduce_all(tf.abs(graph - SignNet.probabilities.python_function(net, signs())) < 1e-5))
    assert flexible_crop(signs()).shape == [2, 6, 6, 1]
    assert deprecated_arguments() == {
        "experimental_compile",
        "experimental_relax_shapes",
        "experimental_follow_type_hints",
    }
    print("proved")
