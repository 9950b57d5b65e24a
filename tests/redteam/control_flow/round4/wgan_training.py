"""Wasserstein GAN on points of a ring: several critic updates for each update of the generator."""
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Config:
    latent: int = 8
    n_critic: int = 5
    clip: float = 0.05
    batch: int = 16


def mlp(inputs, outputs):
    return keras.Sequential(
        [keras.Input((inputs,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(outputs)]
    )


class WGAN:
    def __init__(self, config):
        self.config = config
        self.generator = mlp(config.latent, 2)
        self.critic = mlp(2, 1)
        self.g_opt = keras.optimizers.RMSprop(5e-4)
        self.c_opt = keras.optimizers.RMSprop(5e-4)
        self.g_opt.build(self.generator.trainable_variables)
        self.c_opt.build(self.critic.trainable_variables)
        self.g_mean = keras.metrics.Mean(name="generator")
        self.step = tf.Variable(0, trainable=False)

    @tf.function
    def train_step(self, real):
        noise = tf.random.normal([self.config.batch, self.config.latent])
        with tf.GradientTape() as c_tape:
            c_loss = tf.reduce_mean(self.critic(self.generator(noise))) - tf.reduce_mean(self.critic(real))
        weights = self.critic.trainable_variables
        self.c_opt.apply_gradients(zip(c_tape.gradient(c_loss, weights), weights))
        for weight in weights:
            weight.assign(tf.clip_by_value(weight, -self.config.clip, self.config.clip))

        train_generator = self.step % self.config.n_critic == 0
        if train_generator:  # expect: tf-branch-undefined
            with tf.GradientTape() as g_tape:
                g_loss = -tf.reduce_mean(self.critic(self.generator(noise)))  # allow: tf-branch-undefined
            weights = self.generator.trainable_variables
            self.g_opt.apply_gradients(zip(g_tape.gradient(g_loss, weights), weights))
        self.step.assign_add(1)

        if train_generator:
            self.g_mean.update_state(g_loss)  # allow: tf-branch-undefined
        return c_loss


def ring(count, seed=0):
    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi, count)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)


def train(gan, epochs=1):
    data = tf.data.Dataset.from_tensor_slices(ring(160)).batch(gan.config.batch, drop_remainder=True)
    loss = None
    for _ in range(epochs):
        for real in data:
            loss = gan.train_step(real)
    return loss, gan.g_mean.result()


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    loss, generator_loss = train(WGAN(Config()))
    tf.config.run_functions_eagerly(False)
    assert np.isfinite(loss) and np.isfinite(generator_loss)
    try:
        train(WGAN(Config()))
    except ValueError as error:
        assert "'g_loss' must also be initialized in the else branch" in str(error), error
        assert "if train_generator:" in str(error), error
    else:
        raise AssertionError("g_loss was defined in both branches")
    print("proved")
