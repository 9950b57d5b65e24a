"""The cure: build layers and optimizers before the first call."""

import keras
import tensorflow as tf


class Trainer:
    def __init__(self):
        self.encoder = keras.layers.Dense(2, kernel_initializer="ones")
        self.decoder = keras.layers.Dense(1, kernel_initializer="ones")
        self.warmup = keras.optimizers.SGD(0.1, momentum=0.9)
        self.steady = keras.optimizers.Adam(0.1)
        self.encoder.build((None, 2))
        self.decoder.build((None, 2))
        weights = self.encoder.trainable_variables + self.decoder.trainable_variables
        self.warmup.build(weights)
        self.steady.build(weights)

    @tf.function
    def step(self, inputs, warming_up):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(self.decoder(self.encoder(inputs)))
        weights = self.encoder.trainable_variables + self.decoder.trainable_variables
        pairs = zip(tape.gradient(loss, weights), weights, strict=True)
        if warming_up:
            self.warmup.apply_gradients(pairs)
        else:
            self.steady.apply_gradients(pairs)
        return loss


def run():
    trainer = Trainer()
    return [trainer.step(tf.ones([1, 2]), warming_up).numpy() for warming_up in (True, True, False)]
