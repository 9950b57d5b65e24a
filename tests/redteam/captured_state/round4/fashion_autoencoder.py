"""Variational autoencoder for clothing thumbnails with an annealed KL weight."""
import numpy as np
import tensorflow as tf

LATENT = 4


class FashionVAE(tf.keras.Model):
    def __init__(self):
        super().__init__()
        self.encoder = tf.keras.Sequential([
            tf.keras.layers.Dense(32, activation="relu"),
            tf.keras.layers.Dense(2 * LATENT),
        ])
        self.decoder = tf.keras.Sequential([
            tf.keras.layers.Dense(32, activation="relu"),
            tf.keras.layers.Dense(64, activation="sigmoid"),
        ])

    def call(self, images):
        mean, logvar = tf.split(self.encoder(images), 2, axis=-1)
        noise = tf.random.normal(tf.shape(mean))
        latent = mean + tf.exp(0.5 * logvar) * noise
        return self.decoder(latent), mean, logvar


class VAETrainer:
    def __init__(self, model, max_beta=4.0, anneal_epochs=4):
        self.model = model
        self.optimizer = tf.keras.optimizers.Adam(1e-3)
        self.max_beta = max_beta
        self.anneal_epochs = anneal_epochs
        self.epoch = 0

    @property
    def beta(self):
        progress = min(1.0, self.epoch / self.anneal_epochs)  # expect: tf-attribute-read
        return self.max_beta * progress

    def compute_loss(self, images):
        reconstruction, mean, logvar = self.model(images)
        error = tf.reduce_mean(tf.reduce_sum(tf.square(images - reconstruction), axis=-1))
        kl = -0.5 * tf.reduce_mean(
            tf.reduce_sum(1.0 + logvar - tf.square(mean) - tf.exp(logvar), axis=-1))
        return error + self.beta * kl, error, kl  # allow: tf-attribute-read

    @tf.function
    def train_step(self, images):
        with tf.GradientTape() as tape:
            loss, error, kl = self.compute_loss(images)
        variables = self.model.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables))
        return loss, error, kl

    def fit(self, dataset, epochs):
        history = []
        for epoch in range(epochs):
            self.epoch = epoch
            for images in dataset:
                loss, error, kl = self.train_step(images)
            history.append({"loss": float(loss), "error": float(error), "kl": float(kl)})
        return history


def load_thumbnails():
    rng = np.random.default_rng(3)
    images = rng.random((64, 64)).astype("float32")
    return tf.data.Dataset.from_tensor_slices(images).batch(16)


def main():
    trainer = VAETrainer(FashionVAE())
    return trainer.fit(load_thumbnails(), epochs=5)


def used_betas(history):
    return [(row["loss"] - row["error"]) / row["kl"] for row in history]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    assert np.allclose(used_betas(main()), [0.0, 1.0, 2.0, 3.0, 4.0], atol=1e-2)
    tf.config.run_functions_eagerly(False)
    assert np.allclose(used_betas(main()), 0.0, atol=1e-2)
    print("proved")
