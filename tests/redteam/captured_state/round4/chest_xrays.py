"""Custom training loop for X-ray findings that lowers the rate when validation stalls."""
import math

import numpy as np
import tensorflow as tf


class PlateauMonitor:
    """Halves the rate after `patience` epochs without improvement."""

    def __init__(self, optimizer, factor=0.5, patience=1, min_lr=1e-5):
        self.optimizer = optimizer
        self.factor = factor
        self.patience = patience
        self.min_lr = min_lr
        self.best = math.inf
        self.wait = 0
        self.reductions = 0

    def on_epoch_end(self, validation_loss):
        if validation_loss < self.best - 1e-4:
            self.best = validation_loss
            self.wait = 0
            return
        self.wait += 1
        if self.wait >= self.patience:
            rate = float(self.optimizer.learning_rate)
            self.optimizer.lr = max(rate * self.factor, self.min_lr)  # expect: tf-optimizer-lr
            self.reductions += 1
            self.wait = 0


class XrayTrainer:
    def __init__(self, model, learning_rate):
        self.model = model
        self.criterion = tf.keras.losses.BinaryCrossentropy(from_logits=True)
        self.optimizer = tf.keras.optimizers.Adam(learning_rate=learning_rate)
        self.plateau = PlateauMonitor(self.optimizer)

    @tf.function
    def train_step(self, scans, findings):
        with tf.GradientTape() as tape:
            loss = self.criterion(findings, self.model(scans, training=True))
        weights = self.model.trainable_weights
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    @tf.function
    def test_step(self, scans, findings):
        return self.criterion(findings, self.model(scans, training=False))

    def fit(self, train, validation, epochs):
        for _ in range(epochs):
            for scans, findings in train:
                self.train_step(scans, findings)
            losses = [float(self.test_step(*batch)) for batch in validation]
            self.plateau.on_epoch_end(sum(losses) / len(losses))
        return self.plateau.reductions


def scans(seed, count):
    rng = np.random.default_rng(seed)
    images = rng.normal(size=(count, 36)).astype("float32")
    findings = rng.integers(2, size=(count, 2)).astype("float32")
    return tf.data.Dataset.from_tensor_slices((images, findings)).batch(16)


def main():
    model = tf.keras.Sequential([tf.keras.Input((36,)), tf.keras.layers.Dense(2)])
    trainer = XrayTrainer(model, learning_rate=0.5)
    reductions = trainer.fit(scans(0, 64), scans(1, 32), epochs=8)
    return trainer, reductions


if __name__ == "__main__":
    trainer, reductions = main()
    assert reductions >= 2
    assert float(trainer.optimizer.learning_rate) == 0.5 and trainer.optimizer.lr == 0.25
    before = float(trainer.optimizer.learning_rate)
    trainer.optimizer.learning_rate = before / 2
    assert float(trainer.optimizer.learning_rate) == 0.25
    print("proved")
