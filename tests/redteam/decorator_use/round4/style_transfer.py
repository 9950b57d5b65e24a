"""Optimises an image towards the texture of another; the parts wrap their own methods."""
from dataclasses import dataclass, field
from typing import Callable

import tensorflow as tf
from tensorflow import keras


@tf.function
def gram(features):
    flat = tf.reshape(features, [-1, features.shape[-1]])
    return tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)


class Texture:
    def __init__(self, image, width=4):
        self.kernel = tf.constant(tf.random.stateless_normal([3, 3, 1, width], seed=[1, 1]))
        self.target = gram(self.features(image))

    def features(self, image):
        return tf.nn.relu(tf.nn.conv2d(image, self.kernel, strides=1, padding="SAME"))

    @tf.function
    def __call__(self, image):
        flat = tf.reshape(self.features(image), [-1, self.kernel.shape[-1]])
        now = tf.matmul(flat, flat, transpose_a=True) / tf.cast(tf.shape(flat)[0], tf.float32)
        return tf.reduce_mean((now - self.target) ** 2)

    def __len__(self):
        return self.kernel.shape[-1]

    @tf.function
    def __getitem__(self, channel):
        return self.target[channel]


@dataclass
class Optimisation:
    image: tf.Variable
    texture: Texture
    rate: float = 0.05
    step: Callable = field(init=False)

    def __post_init__(self):
        self.optimizer = keras.optimizers.Adam(self.rate)
        self.optimizer.build([self.image])
        self.step = tf.function(self._step)

    def _step(self, smoothness):
        with tf.GradientTape() as tape:
            texture = self.texture(self.image.read_value())
            loss = texture + smoothness * tf.reduce_sum(tf.image.total_variation(self.image))
        self.optimizer.apply_gradients([(tape.gradient(loss, self.image), self.image)])
        return loss

    def run(self, steps):
        return [float(self.step(tf.constant(1e-4))) for _ in range(steps)]


def main():
    stripes = tf.tile(tf.constant([0.0, 1.0])[None, None, :, None], [1, 8, 4, 1])
    texture = Texture(stripes)
    start = tf.Variable(tf.random.stateless_uniform([1, 8, 8, 1], seed=[5, 5]))
    losses = Optimisation(start, texture).run(6)
    return losses + [float(texture(stripes)), float(len(texture)), float(texture[tf.constant(0)][0])]


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert graph[5] < graph[0] and graph[6] < 1e-9
    assert all(abs(a - b) < 1e-3 for a, b in zip(graph, eager)), (graph, eager)
    print("proved")
