"""Fine-tunes a regressor with warm-up and cosine decay of the learning rate."""
from __future__ import annotations

import math

import keras
import numpy as np
import tensorflow as tf


class WarmupCosine(keras.optimizers.schedules.LearningRateSchedule):
    def __init__(self, peak: float, warmup: int, total: int):
        self.peak = peak
        self.warmup = warmup
        self.total = total

    def progress(self, step):
        return (step - self.warmup) / max(1, self.total - self.warmup)

    def __call__(self, step):
        step = tf.cast(step, tf.float32)
        ramp = self.peak * step / self.warmup
        decay = 0.5 * self.peak * (1.0 + math.cos(math.pi * self.progress(step)))  # expect: tf-python-cast
        return tf.where(step < self.warmup, ramp, decay)

    def get_config(self):
        return {"peak": self.peak, "warmup": self.warmup, "total": self.total}


def regressor(schedule: WarmupCosine) -> keras.Model:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(8, "tanh"), keras.layers.Dense(1)])
    model.compile(optimizer=keras.optimizers.SGD(learning_rate=schedule), loss="mse")
    return model


def sample(rows: int = 40) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    x = rng.normal(size=(rows, 3)).astype("float32")
    return x, x @ np.array([[0.5], [-1.0], [2.0]], dtype="float32")


def plot_points(schedule: WarmupCosine) -> list[float]:
    """The rates of all steps, to look at before a run."""
    return [float(schedule(step)) for step in range(schedule.total)]


def main() -> list[float]:
    x, y = sample()
    schedule = WarmupCosine(peak=0.1, warmup=3, total=20)
    history = regressor(schedule).fit(x, y, batch_size=10, epochs=2, verbose=0)
    return history.history["loss"]


if __name__ == "__main__":
    rates = plot_points(WarmupCosine(peak=0.1, warmup=3, total=20))
    assert rates[0] == 0.0 and abs(max(rates) - 0.1) < 1e-6 and rates[-1] < 0.01
    try:
        main()
    except TypeError as e:
        assert "must be real number, not SymbolicTensor" in str(e), e
    else:
        raise AssertionError("math.cos took a symbolic step")
    print("proved")
