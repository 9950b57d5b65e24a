"""Trains a demand forecaster, exports it and forecasts from the export."""
from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import tensorflow as tf


class Forecaster(tf.Module):
    """Exponential smoothing towards a mean level."""

    def __init__(self) -> None:
        super().__init__()
        self.level = tf.Variable(0.0)
        self.decay = tf.Variable(0.5)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def update(self, history: tf.Tensor) -> tf.Tensor:
        self.level.assign(0.5 * self.level + 0.5 * tf.reduce_mean(history))
        return self.level.read_value()

    @tf.function
    def forecast(self, last: tf.Tensor, horizon: int = 1) -> tf.Tensor:
        weight = tf.pow(self.decay, float(horizon))
        return weight * last + (1.0 - weight) * self.level


def train(histories: list[np.ndarray]) -> Forecaster:
    forecaster = Forecaster()
    for history in histories:
        forecaster.update(tf.constant(history, tf.float32))
        forecaster.forecast(tf.constant(history[-1], tf.float32), horizon=1)
    return forecaster


def export(forecaster: Forecaster, folder: Path) -> Path:
    target = folder / "forecaster"
    tf.saved_model.save(forecaster, str(target))  # expect: tf-saved-python-value
    return target


def plan(target: Path, last: float, horizon: int) -> float:
    restored = tf.saved_model.load(str(target))
    return float(restored.forecast(tf.constant(last), horizon=horizon))


def main(argv: list[str], folder: Path) -> float:
    parser = argparse.ArgumentParser()
    parser.add_argument("--horizon", type=int, default=1)
    options = parser.parse_args(argv)
    target = export(train([np.array([4.0, 6.0]), np.array([8.0, 10.0])]), folder)
    return plan(target, 10.0, options.horizon)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        assert abs(main([], Path(name)) - 7.875) < 1e-5
        try:
            main(["--horizon", "7"], Path(name))
        except ValueError as error:
            assert "Could not find matching concrete function" in str(error)
        else:
            raise AssertionError("a horizon that was never traced could be called")
    print("proved")
