"""Multi-resolution training that says when a graph is built."""

from __future__ import annotations

import contextlib
import io

import numpy as np
import tensorflow as tf


class Pyramid(tf.Module):
    """One convolution that is shared by all resolutions."""

    def __init__(self):
        super().__init__()
        self.kernel = tf.Variable(0.1 * tf.random.stateless_normal([3, 3, 1, 2], [1, 1]))
        self.readout = tf.Variable(tf.random.stateless_normal([2], [2, 1]))

    def features(self, images):
        return tf.nn.relu(tf.nn.conv2d(images, self.kernel, strides=2, padding="SAME"))

    @tf.function
    def __call__(self, images):
        print("Tracing Pyramid.__call__ for", images.shape)
        pooled = tf.reduce_mean(self.features(images), axis=[1, 2])
        return tf.linalg.matvec(pooled, self.readout)


class Trainer:
    """Plain gradient descent."""

    def __init__(self, model: Pyramid, lr: float = 0.05):
        self.model = model
        self.lr = lr

    @tf.function
    def step(self, images, labels):
        print(f"Tracing train step with batch {images.shape[0]} ...")
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((self.model(images) - labels) ** 2)
        variables = self.model.trainable_variables
        for variable, grad in zip(variables, tape.gradient(loss, variables)):
            variable.assign_sub(self.lr * grad)
        tf.print("loss", loss, output_stream="file:///dev/null")
        return loss


def train(trainer: Trainer, sizes):
    losses = []
    for seed, size in enumerate(sizes):
        images = tf.random.stateless_normal([2, size, size, 1], [seed, 4])
        losses.append(float(trainer.step(images, tf.reduce_mean(images, axis=[1, 2, 3]))))
    return losses


if __name__ == "__main__":
    sizes = [4, 8, 4, 8, 4]
    losses, lines = {}, {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        with contextlib.redirect_stdout(io.StringIO()) as out:
            losses[eager] = train(Trainer(Pyramid()), sizes)
        lines[eager] = out.getvalue().count("Tracing train step")
    np.testing.assert_allclose(losses[True], losses[False], rtol=1e-4)
    assert lines == {True: 5, False: 2}, "one message for each graph"
    print("proved")
