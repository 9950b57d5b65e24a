"""Denoising autoencoder with tied weights; corruption is chosen by name."""
from __future__ import annotations

import tensorflow as tf
from keras import layers


class Corruption:
    """Ways to corrupt an input batch."""

    def __init__(self, kind: str, amount: float) -> None:
        self.amount = amount
        self.apply = {"mask": self.mask, "noise": self.noise, "none": self.identity}[kind]

    def mask(self, x: tf.Tensor) -> tf.Tensor:
        return layers.Dropout(self.amount)(x, training=True)  # expect: tf-layer-creation

    def noise(self, x: tf.Tensor) -> tf.Tensor:
        jitter = layers.GaussianNoise(self.amount)  # expect: tf-layer-creation
        return jitter(x, training=True)

    def identity(self, x: tf.Tensor) -> tf.Tensor:
        return layers.Identity()(x)


class TiedAutoencoder(tf.Module):
    def __init__(self, width: int, code: int) -> None:
        super().__init__()
        self.kernel = tf.Variable(tf.ones([width, code]) / width)
        self.bias = tf.Variable(tf.zeros([code]))
        self.corruption = Corruption("none", 0.3)
        self.noise = Corruption("noise", 0.3)

    def reconstruct(self, x: tf.Tensor) -> tf.Tensor:
        code = layers.Activation("relu")(tf.matmul(x, self.kernel) + self.bias)
        return tf.matmul(code, self.kernel, transpose_b=True)

    @tf.function
    def clean_loss(self, x: tf.Tensor) -> tf.Tensor:
        return tf.reduce_mean(tf.square(self.reconstruct(self.corruption.identity(x)) - x))

    @tf.function
    def masked_loss(self, x: tf.Tensor) -> tf.Tensor:
        """Loss after a random mask."""
        corrupt = self.corruption.mask
        return tf.reduce_mean(tf.square(self.reconstruct(corrupt(x)) - x))

    @tf.function
    def noisy_loss(self, x: tf.Tensor) -> tf.Tensor:
        """Loss after additive noise."""
        return tf.reduce_mean(tf.square(self.reconstruct(self.noise.noise(x)) - x))


def losses(model: TiedAutoencoder, batch: tf.Tensor) -> dict[str, float]:
    return {"clean": float(model.clean_loss(batch)), "masked": float(model.masked_loss(batch))}


if __name__ == "__main__":
    data = tf.ones([2, 4])
    model = TiedAutoencoder(4, 2)
    graph = [float(model.clean_loss(data)) for _ in range(3)]
    tf.config.run_functions_eagerly(True)
    assert graph == [float(model.clean_loss(data)) for _ in range(3)]
    for _ in range(3):
        assert losses(model, data)["clean"] == graph[0] and float(model.noisy_loss(data)) >= 0.0
    tf.config.run_functions_eagerly(False)
    lines = {"layers.Dropout(": model.masked_loss, "jitter = layers.GaussianNoise(": model.noisy_loss}
    for line, call in lines.items():
        try:
            call(data)
        except ValueError as error:
            assert "singleton tf.Variables" in str(error) and line in str(error)
        else:
            raise AssertionError(f"{line} ran")
    print("proved")
