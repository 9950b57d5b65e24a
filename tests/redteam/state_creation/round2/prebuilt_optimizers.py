"""Alternates between two optimizers; all that needs state is built before the first trace."""
from __future__ import annotations

import keras
import numpy as np
import tensorflow as tf


class AlternatingTrainer:
    def __init__(self) -> None:
        self.encoder = keras.layers.Dense(3, kernel_initializer="ones")
        self.decoder = keras.layers.Dense(2, kernel_initializer="ones")
        self.encoder.build((None, 2))
        self.decoder.build((None, 3))
        self.fast = keras.optimizers.Adam(0.05)
        self.slow = keras.optimizers.RMSprop(0.01)
        self.fast.build(self.decoder.trainable_variables)
        self.slow.build(self.encoder.trainable_variables + self.decoder.trainable_variables)

    def _variables(self, joint: bool):
        if joint:
            return self.encoder.trainable_variables + self.decoder.trainable_variables
        return self.decoder.trainable_variables

    @tf.function
    def step(self, x: tf.Tensor, joint: bool = False) -> tf.Tensor:
        with tf.GradientTape() as tape:
            reconstruction = self.decoder(self.encoder(x))
            loss = tf.reduce_mean(tf.square(reconstruction - x))
        variables = self._variables(joint)
        gradients = tape.gradient(loss, variables)
        if joint:
            self.slow.apply_gradients(zip(gradients, variables))
        else:
            self.fast.apply_gradients(zip(gradients, variables))
        return loss


def schedule(steps: int):
    for step in range(steps):
        yield step % 3 == 2


def train(steps: int) -> list[float]:
    trainer = AlternatingTrainer()
    x = tf.constant([[0.1, 0.5], [-0.3, 0.2]])
    return [float(trainer.step(x, joint)) for joint in schedule(steps)]


if __name__ == "__main__":
    tf.config.run_functions_eagerly(True)
    eager = train(6)
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(eager, train(6), rtol=1e-3)
    assert eager[-1] < eager[0]
    print("proved")
