"""Wasserstein GAN on a one-dimensional mixture, with instance noise that fades out."""
import argparse

import tensorflow as tf


def parse_args(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--critic-steps", type=int, default=2)
    parser.add_argument("--start-noise", type=float, default=0.5)
    return parser.parse_args(argv)


class WGANTrainer:
    def __init__(self, args):
        self.args = args
        self.critic = tf.keras.Sequential([tf.keras.Input((1,)), tf.keras.layers.Dense(4, "relu"), tf.keras.layers.Dense(1)])
        self.generator = tf.keras.Sequential([tf.keras.Input((2,)), tf.keras.layers.Dense(1)])
        self.critic_opt = tf.keras.optimizers.RMSprop(1e-3)
        self.critic_opt.build(self.critic.trainable_variables)
        self.generator_opt = tf.keras.optimizers.RMSprop(1e-3)
        self.generator_opt.build(self.generator.trainable_variables)

    @tf.function
    def critic_step(self, real, noise_std):
        latent = tf.random.normal([tf.shape(real)[0], 2])
        fake = self.generator(latent)
        real = real + noise_std * tf.random.normal(tf.shape(real))
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(self.critic(fake)) - tf.reduce_mean(self.critic(real))
        grads = tape.gradient(loss, self.critic.trainable_variables)
        self.critic_opt.apply_gradients(zip(grads, self.critic.trainable_variables))
        return loss

    @tf.function
    def generator_step(self, latent):
        with tf.GradientTape() as tape:
            loss = -tf.reduce_mean(self.critic(self.generator(latent)))
        grads = tape.gradient(loss, self.generator.trainable_variables)
        self.generator_opt.apply_gradients(zip(grads, self.generator.trainable_variables))
        return loss

    def noise_for(self, epoch):
        return self.args.start_noise * (1.0 - epoch / self.args.epochs)

    def run_epoch(self, real, sigma):
        for _ in range(self.args.critic_steps):
            self.critic_step(real, noise_std=sigma)  # unseen: tf-python-scalar-arg
        return self.generator_step(tf.random.normal([8, 2]))

    def fit(self, real):
        history = []
        for epoch in range(self.args.epochs):
            history.append(float(self.run_epoch(real, self.noise_for(epoch))))
        return history


if __name__ == "__main__":
    trainer = WGANTrainer(parse_args([]))
    data = tf.random.normal([8, 1], mean=3.0)
    trainer.fit(data)
    assert trainer.critic_step.experimental_get_tracing_count() == 5
    assert trainer.generator_step.experimental_get_tracing_count() == 1
    for value in (0.11, 0.12, 0.13):
        trainer.critic_step(data, tf.constant(value))
    assert trainer.critic_step.experimental_get_tracing_count() == 6
    print("proved")
