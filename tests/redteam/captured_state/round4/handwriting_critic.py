"""Wasserstein GAN on stroke vectors: several critic updates for each generator update."""
import numpy as np
import tensorflow as tf
from tensorflow import keras


def mlp(*widths):
    layers = [keras.layers.Dense(width, activation="relu") for width in widths[:-1]]
    return keras.Sequential(layers + [keras.layers.Dense(widths[-1])])


class AdversarialTrainer:
    """Loop shared by the adversarial experiments of this repository."""

    def __init__(self, generator, critic, noise_dim=8):
        self.generator = generator
        self.critic = critic
        self.noise_dim = noise_dim
        self.iteration = 0
        self.g_opt = keras.optimizers.RMSprop(5e-5)
        self.c_opt = keras.optimizers.RMSprop(5e-5)
        self.g_opt.build(generator.trainable_variables)
        self.c_opt.build(critic.trainable_variables)

    def update(self, real):
        raise NotImplementedError

    @tf.function
    def train_step(self, real):
        return self.update(real)

    def fit(self, dataset, epochs=1, verbose=False):
        for epoch in range(epochs):
            for real in dataset:
                loss = self.train_step(real)
                self.iteration += 1
            if verbose:
                print(f"epoch {epoch}: critic {float(loss):.4f}")
        return self


class WassersteinTrainer(AdversarialTrainer):
    def __init__(self, *args, n_critic=5, clip=0.01, **kwargs):
        super().__init__(*args, **kwargs)
        self.n_critic = n_critic
        self.clip = clip

    def update(self, real):
        noise = tf.random.normal([tf.shape(real)[0], self.noise_dim])
        with tf.GradientTape() as tape:
            fake = self.generator(noise)
            c_loss = tf.reduce_mean(self.critic(fake)) - tf.reduce_mean(self.critic(real))
        weights = self.critic.trainable_variables
        self.c_opt.apply_gradients(zip(tape.gradient(c_loss, weights), weights))
        for weight in weights:
            weight.assign(tf.clip_by_value(weight, -self.clip, self.clip))
        if self.iteration % self.n_critic == 0:  # expect: tf-attribute-read
            with tf.GradientTape() as tape:
                g_loss = -tf.reduce_mean(self.critic(self.generator(noise)))
            weights = self.generator.trainable_variables
            self.g_opt.apply_gradients(zip(tape.gradient(g_loss, weights), weights))
        return c_loss


def train():
    generator, critic = mlp(16, 12), mlp(16, 1)
    generator.build((None, 8))
    critic.build((None, 12))
    strokes = np.random.default_rng(0).normal(size=(160, 12)).astype(np.float32)
    dataset = tf.data.Dataset.from_tensor_slices(strokes).batch(16, drop_remainder=True)
    return WassersteinTrainer(generator, critic).fit(dataset, epochs=2)


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = train()
    assert int(eager.c_opt.iterations) == 20 and int(eager.g_opt.iterations) == 4
    tf.config.run_functions_eagerly(False)
    graph = train()
    assert int(graph.c_opt.iterations) == 20 and int(graph.g_opt.iterations) == 20
    print("proved")
