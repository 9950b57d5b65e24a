"""Autoencoder for sensor windows with a cyclical KL weight that the graph follows."""
import numpy as np
import tensorflow as tf


class CyclicalBeta:
    """Rises linearly during the first half of each cycle, then stays."""

    def __init__(self, cycle, maximum=1.0):
        self.cycle = cycle
        self.maximum = maximum
        self.current = 0.0
        self.value = tf.Variable(0.0, trainable=False, name="beta")

    def on_epoch_begin(self, epoch):
        position = (epoch % self.cycle) / self.cycle
        self.current = self.maximum * min(1.0, 2.0 * position)
        self.value.assign(self.current)


class WindowVAE:
    def __init__(self, width, latent, beta):
        self.beta = beta
        self.encoder = tf.keras.Sequential([tf.keras.Input((width,)), tf.keras.layers.Dense(2 * latent)])
        self.decoder = tf.keras.Sequential([tf.keras.Input((latent,)), tf.keras.layers.Dense(width)])
        self.optimizer = tf.keras.optimizers.Adam(1e-3)
        self.epoch = 0
        self.log = []

    @property
    def weights(self):
        return self.encoder.trainable_variables + self.decoder.trainable_variables

    def _loss(self, windows):
        mean, logvar = tf.split(self.encoder(windows), 2, axis=-1)
        latent = mean + tf.exp(0.5 * logvar) * tf.random.normal(tf.shape(mean))
        error = tf.reduce_mean(tf.square(windows - self.decoder(latent)))
        kl = -0.5 * tf.reduce_mean(1.0 + logvar - tf.square(mean) - tf.exp(logvar))
        return error + self.beta.value * kl, error, kl

    @tf.function
    def train_step(self, windows):
        with tf.GradientTape() as tape:
            loss, error, kl = self._loss(windows)
        weights = self.weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss, error, kl

    def fit(self, dataset, epochs):
        for self.epoch in range(epochs):
            self.beta.on_epoch_begin(self.epoch)
            for windows in dataset:
                loss, error, kl = self.train_step(windows)
            self.log.append((self.epoch, self.beta.current, float((loss - error) / kl)))
        return self.log


def main():
    rng = np.random.default_rng(0)
    windows = rng.normal(size=(48, 12)).astype("float32")
    dataset = tf.data.Dataset.from_tensor_slices(windows).batch(16)
    model = WindowVAE(width=12, latent=3, beta=CyclicalBeta(cycle=4))
    return model, model.fit(dataset, epochs=8)


if __name__ == "__main__":
    model, log = main()
    planned = [row[1] for row in log]
    assert planned == [0.0, 0.5, 1.0, 1.0] * 2
    assert np.allclose(planned, [row[2] for row in log], atol=1e-2)
    assert model.train_step.experimental_get_tracing_count() <= 2
    print("proved")
