"""Regression of fire spread with warm-up, plateau and a PyTorch-like scheduler object."""
import numpy as np
import tensorflow as tf


class WarmupThenPlateau:
    """Keeps `lr` for the log; the optimizer gets the number through `learning_rate`."""

    def __init__(self, optimizer, peak, warmup=3, factor=0.1, patience=2):
        self.optimizer = optimizer
        self.peak = peak
        self.warmup = warmup
        self.factor = factor
        self.patience = patience
        self.best = float("inf")
        self.bad_epochs = 0
        self.lr = 0.0

    def step(self, epoch, loss=None):
        if epoch < self.warmup:
            self.lr = self.peak * (epoch + 1) / self.warmup
        elif loss is not None and loss > self.best - 1e-3:
            self.bad_epochs += 1
            if self.bad_epochs >= self.patience:
                self.lr *= self.factor
                self.bad_epochs = 0
        if loss is not None:
            self.best = min(self.best, loss)
        self.optimizer.learning_rate = self.lr
        return self.lr


class SpreadModel:
    def __init__(self, features):
        self.network = tf.keras.Sequential([
            tf.keras.Input((features,)),
            tf.keras.layers.Dense(8, activation="relu"),
            tf.keras.layers.Dense(1),
        ])
        self.optimizer = tf.keras.optimizers.SGD(0.0)

    @tf.function
    def train_step(self, weather, spread):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.network(weather)[:, 0] - spread))
        weights = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss, tf.convert_to_tensor(self.optimizer.learning_rate)


def train(epochs=12):
    rng = np.random.default_rng(99)
    weather = tf.constant(rng.normal(size=(64, 5)), tf.float32)
    spread = tf.constant(rng.normal(size=64), tf.float32)
    model = SpreadModel(features=5)
    scheduler = WarmupThenPlateau(model.optimizer, peak=0.05)
    loss, rates = None, []
    for epoch in range(epochs):
        planned = scheduler.step(epoch, loss)
        loss, used = model.train_step(weather, spread)
        loss = float(loss)
        rates.append((planned, float(used)))
    model.optimizer.learning_rate.assign(1e-6)
    _, last = model.train_step(weather, spread)
    return model, rates, float(last)


if __name__ == "__main__":
    tf.keras.utils.set_random_seed(0)
    model, rates, last = train()
    assert all(abs(planned - used) < 1e-6 for planned, used in rates)
    assert len({round(used, 5) for _, used in rates}) >= 3 and abs(last - 1e-6) < 1e-9
    assert model.train_step.experimental_get_tracing_count() <= 2
    print("proved")
