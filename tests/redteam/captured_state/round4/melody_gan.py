"""Adversarial model of short melodies: Python decides which network is updated."""
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from tensorflow import keras


@dataclass
class GanConfig:
    notes: int = 16
    noise: int = 4
    warmup: int = 3
    critic_steps: int = 4


class MelodyGAN:
    def __init__(self, config):
        self.config = config
        self.generator = keras.Sequential([keras.Input((config.noise,)), keras.layers.Dense(config.notes)])
        self.critic = keras.Sequential([keras.Input((config.notes,)), keras.layers.Dense(1)])
        self.g_opt = keras.optimizers.Adam(1e-4, beta_1=0.5)
        self.c_opt = keras.optimizers.Adam(1e-4, beta_1=0.5)
        self.step = 0
        self.warming_up = True
        self.last_generator_loss = None

    @tf.function
    def update_critic(self, real):
        fake = self.generator(tf.random.normal([tf.shape(real)[0], self.config.noise]))
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(self.critic(fake)))
            loss += tf.reduce_mean(tf.nn.softplus(-self.critic(real)))
        weights = self.critic.trainable_variables
        self.c_opt.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    @tf.function
    def update_generator(self, noise):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.nn.softplus(-self.critic(self.generator(noise))))
        weights = self.generator.trainable_variables
        self.g_opt.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    def train_on(self, real):
        loss = self.update_critic(real)
        if not self.warming_up and self.step % self.config.critic_steps == 0:
            noise = tf.random.normal([real.shape[0], self.config.noise])
            self.last_generator_loss = float(self.update_generator(noise))
        self.step += 1
        self.warming_up = self.step < self.config.warmup
        return float(loss)


def train(batches=20):
    config = GanConfig()
    gan = MelodyGAN(config)
    rng = np.random.default_rng(8)
    losses = []
    for _ in range(batches):
        melodies = tf.constant(rng.normal(size=(8, config.notes)), tf.float32)
        losses.append(gan.train_on(melodies))
    return gan, losses


if __name__ == "__main__":
    gan, losses = train()
    assert int(gan.c_opt.iterations) == 20
    assert int(gan.g_opt.iterations) == 4 and gan.last_generator_loss is not None
    assert gan.update_critic.experimental_get_tracing_count() <= 2
    assert gan.update_generator.experimental_get_tracing_count() <= 2
    print("proved")
