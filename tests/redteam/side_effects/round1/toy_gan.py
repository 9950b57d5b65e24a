"""A small GAN on two-dimensional toy points, with random label flipping."""

from __future__ import annotations

import random
from unittest import mock

import tensorflow as tf
from tensorflow import keras


def _mlp(inputs: int, outputs: int) -> keras.Sequential:
    """A two-layer perceptron, built at once."""
    return keras.Sequential(
        [keras.Input((inputs,)), keras.layers.Dense(8, activation="relu"), keras.layers.Dense(outputs)]
    )


class ToyGan:
    """Generator, discriminator and their alternating updates."""

    def __init__(self, latent_dim: int = 4, flip_prob: float = 0.3):
        self.latent_dim = latent_dim
        self.flip_prob = flip_prob
        self.generator = _mlp(latent_dim, 2)
        self.discriminator = _mlp(2, 1)
        self.bce = keras.losses.BinaryCrossentropy(from_logits=True)
        self.g_opt = keras.optimizers.Adam(1e-3, beta_1=0.5)
        self.d_opt = keras.optimizers.Adam(1e-3, beta_1=0.5)
        self.history: dict[str, list] = {"d_loss": [], "g_loss": []}

    def _real_labels(self, batch_size):
        labels = tf.ones([batch_size, 1])
        if random.random() < self.flip_prob:  # expect: tf-python-random
            labels = 1.0 - labels
        return labels

    def _record(self, d_loss, g_loss):
        self.history["d_loss"].append(d_loss)  # expect: tf-container-mutation  allow: tf-tensor-leak
        self.history["g_loss"].append(g_loss)  # expect: tf-container-mutation  allow: tf-tensor-leak

    @tf.function
    def train_step(self, real):
        batch_size = tf.shape(real)[0]
        noise = tf.random.normal([batch_size, self.latent_dim])
        with tf.GradientTape() as g_tape, tf.GradientTape() as d_tape:
            fake = self.generator(noise, training=True)
            real_logits = self.discriminator(real, training=True)
            fake_logits = self.discriminator(fake, training=True)
            d_loss = self.bce(self._real_labels(batch_size), real_logits)
            d_loss += self.bce(tf.zeros_like(fake_logits), fake_logits)
            g_loss = self.bce(tf.ones_like(fake_logits), fake_logits)
        g_vars = self.generator.trainable_variables
        d_vars = self.discriminator.trainable_variables
        self.g_opt.apply_gradients(zip(g_tape.gradient(g_loss, g_vars), g_vars))
        self.d_opt.apply_gradients(zip(d_tape.gradient(d_loss, d_vars), d_vars))
        self._record(d_loss, g_loss)
        return d_loss, g_loss


if __name__ == "__main__":
    draws = []
    real_random = random.random

    def counting_random():
        draws.append(1)
        return real_random()

    counts = {}
    for eager in (True, False):
        tf.config.run_functions_eagerly(eager)
        draws.clear()
        gan = ToyGan()
        with mock.patch.object(random, "random", new=counting_random):
            for _ in range(5):
                gan.train_step(tf.random.normal([6, 2]))
        counts[eager] = (len(gan.history["d_loss"]), len(gan.history["g_loss"]), len(draws))
    # Optimizer slots appear in the first call, so the graph's body runs twice, and then never again.
    assert counts[True] == (5, 5, 5), counts
    assert counts[False] == (2, 2, 2), counts
    print("proved")
