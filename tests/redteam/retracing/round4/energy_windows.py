"""Forecasts the load of a power grid from sliding windows of hourly values."""
import keras
import numpy as np
import tensorflow as tf

HOURS = 100
WINDOW = 12
HORIZON = 3
BATCH = 16


def hourly_load(seed=0):
    hours = np.arange(HOURS)
    noise = np.random.default_rng(seed).normal(0, 0.1, HOURS)
    return (1.0 + np.sin(2 * np.pi * hours / 24) + noise).astype(np.float32)


def windows(series, shuffle=False):
    """Pairs (past, future); the last batch of an epoch is smaller."""
    starts = range(len(series) - WINDOW - HORIZON + 1)
    past = np.stack([series[i:i + WINDOW] for i in starts])
    future = np.stack([series[i + WINDOW:i + WINDOW + HORIZON] for i in starts])
    dataset = tf.data.Dataset.from_tensor_slices((past, future))
    if shuffle:
        dataset = dataset.shuffle(len(past), seed=0)
    return dataset.batch(BATCH).prefetch(1)


class Forecaster:
    def __init__(self):
        self.network = keras.Sequential([
            keras.Input([WINDOW]),
            keras.layers.Reshape([WINDOW, 1]),
            keras.layers.Conv1D(4, 3, activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(HORIZON),
        ])
        self.optimizer = keras.optimizers.Adam(0.01)
        self.optimizer.build(self.network.trainable_variables)
        self.error = keras.metrics.MeanAbsoluteError()

    @tf.function
    def train_step(self, past, future):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(future - self.network(past, training=True)))
        weights = self.network.trainable_variables
        self.optimizer.apply_gradients(zip(tape.gradient(loss, weights), weights))
        return loss

    @tf.function
    def predict_step(self, past):
        return self.network(past, training=False)

    def fit(self, series, epochs):
        dataset = windows(series, shuffle=True)
        for epoch in range(epochs):
            losses = [float(self.train_step(past, future)) for past, future in dataset]
            print(f"epoch {epoch}: {np.mean(losses):.4f}")

    def roll(self, series, blocks):
        """Appends forecasts to the series, always from the last window."""
        series = list(series)
        for _ in range(blocks):
            past = np.array(series[-WINDOW:], np.float32)[None]
            series.extend(self.predict_step(past).numpy()[0])
        return np.array(series)


def main():
    load = hourly_load()
    forecaster = Forecaster()
    forecaster.fit(load, epochs=4)
    return forecaster, forecaster.roll(load, blocks=5)


if __name__ == "__main__":
    fitted, extended = main()
    assert len(extended) == HOURS + 5 * HORIZON
    assert fitted.train_step.experimental_get_tracing_count() == 2
    assert fitted.predict_step.experimental_get_tracing_count() == 1
    print("proved")
