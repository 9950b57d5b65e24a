"""A GAN whose two networks and optimizers are all built lazily by the first step."""
import keras
import numpy as np
import tensorflow as tf


def network(units, out, seed):
    init = keras.initializers.GlorotUniform(seed=seed)
    return keras.Sequential([
        keras.layers.Dense(units, activation="relu", kernel_initializer=init),
        keras.layers.Dense(out, kernel_initializer=keras.initializers.GlorotUniform(seed=seed + 1)),
    ])


class Gan:
    def __init__(self):
        self.generator = network(8, 2, seed=1)
        self.discriminator = network(8, 1, seed=5)
        self.g_optimizer = keras.optimizers.Adam(1e-2)
        self.d_optimizer = keras.optimizers.Adam(1e-2)
        self.bce = keras.losses.BinaryCrossentropy(from_logits=True)

    def _update(self, optimizer, tape, loss, variables):
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))

    @tf.function
    def train_step(self, real, noise):
        with tf.GradientTape() as d_tape, tf.GradientTape() as g_tape:
            fake = self.generator(noise)
            real_logits = self.discriminator(real)
            fake_logits = self.discriminator(fake)
            d_loss = self.bce(tf.ones_like(real_logits), real_logits)
            d_loss += self.bce(tf.zeros_like(fake_logits), fake_logits)
            g_loss = self.bce(tf.ones_like(fake_logits), fake_logits)
        self._update(self.d_optimizer, d_tape, d_loss, self.discriminator.trainable_variables)
        self._update(self.g_optimizer, g_tape, g_loss, self.generator.trainable_variables)
        return d_loss, g_loss


def train(steps):
    gan = Gan()
    losses = []
    for step in range(steps):
        real = tf.random.stateless_normal([8, 2], seed=[step, 0]) + 3.0
        noise = tf.random.stateless_normal([8, 4], seed=[step, 1])
        losses.append([float(value) for value in gan.train_step(real, noise)])
    print("last losses: %.3f %.3f" % tuple(losses[-1]))
    return np.array(losses)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = train(4)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(eager, train(4), rtol=1e-3)
    print("proved")
