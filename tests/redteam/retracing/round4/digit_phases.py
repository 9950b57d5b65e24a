"""Digit classifier with one step for training and validation, chosen by a phase."""
import enum

import keras
import numpy as np
import tensorflow as tf


class Phase(enum.Enum):
    TRAIN = "train"
    VALIDATE = "validate"


class DigitTrainer:
    def __init__(self, classes=4, precision="float32"):
        self.precision = precision
        self.network = keras.Sequential([
            keras.Input([8, 8, 1]),
            keras.layers.Conv2D(4, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(classes),
        ])
        self.optimizer = keras.optimizers.Adam(1e-2)
        self.optimizer.build(self.network.trainable_variables)
        self.loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        self.means = {phase: keras.metrics.Mean(name=phase.value) for phase in Phase}

    @tf.function
    def forward(self, images, training=False):
        return tf.nn.softmax(self.network(images, training=training))

    @tf.function
    def step(self, images, labels, phase, dtype):
        training = phase is Phase.TRAIN
        with tf.GradientTape() as tape:
            logits = self.network(tf.cast(images, dtype), training=training)
            loss = self.loss_fn(labels, logits)
        if training:
            weights = self.network.trainable_variables
            self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        self.means[phase].update_state(loss)
        return loss

    def run(self, datasets, epochs):
        history = []
        for epoch in range(epochs):
            for phase in Phase:
                self.means[phase].reset_state()
                for images, labels in datasets[phase]:
                    self.step(images, labels, phase, tf.as_dtype(self.precision))
            history.append({phase.value: float(self.means[phase].result()) for phase in Phase})
            print(epoch, history[-1])
        return history

    def confidence(self, images):
        return [float(tf.reduce_max(self.forward(images, training=flag))) for flag in (False, True, False)]


def digits(count, seed):
    rng = np.random.default_rng(seed)
    images = rng.random([count, 8, 8, 1]).astype(np.float32)
    labels = rng.integers(0, 4, count)
    return tf.data.Dataset.from_tensor_slices((images, labels)).batch(8, drop_remainder=True)


if __name__ == "__main__":
    trainer = DigitTrainer()
    log = trainer.run({Phase.TRAIN: digits(24, 0), Phase.VALIDATE: digits(16, 1)}, epochs=4)
    assert len(log) == 4
    assert trainer.step.experimental_get_tracing_count() == 2
    trainer.confidence(next(iter(digits(8, 2)))[0])
    assert trainer.forward.experimental_get_tracing_count() == 2
    print("proved")
