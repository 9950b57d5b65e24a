"""Weighted quantile losses, called from plain Python code."""
from __future__ import annotations

import random

import tensorflow as tf

VECTOR = tf.TensorSpec([None], tf.float32)
SCALAR = tf.TensorSpec([], tf.float32)


@tf.function(input_signature=[VECTOR, VECTOR, SCALAR])
def pinball(predicted, actual, quantile):
    """The quantile loss: `quantile` is where the forecast should lie."""
    difference = actual - predicted
    return tf.reduce_mean(tf.maximum(quantile * difference, (quantile - 1.0) * difference))


class Forecaster(tf.Module):
    def __init__(self) -> None:
        super().__init__()
        self.level = tf.Variable(0.0)
        self.spread = tf.Variable(1.0)

    @tf.function(input_signature=(tf.TensorSpec(shape=[None], dtype=tf.float32), SCALAR, SCALAR))
    def smooth(self, history, rate, bound=0.0):
        for value in history:
            error = value - self.level
            self.level.assign_add(rate * error)
            self.spread.assign(tf.maximum(bound, (1.0 - rate) * self.spread + rate * tf.abs(error)))
        return self.level.read_value()


def rates(count: int) -> list[float]:
    return [1.0 / (step + 2) for step in range(count)]


def backtest(series: list[float], window: int) -> tuple[Forecaster, list[float]]:
    """Forecasts over a window that moves, and at first grows, by one."""
    forecaster = Forecaster()
    levels = []
    for end, rate in enumerate(rates(len(series)), start=1):
        history = series[max(0, end - window):end]
        levels.append(float(forecaster.smooth(history, rate, bound=rate / 10)))
    return forecaster, levels


def evaluate(series: list[float], levels: list[float]) -> dict[float, float]:
    losses = {}
    for tenth in range(1, 10, 2):
        quantile = tenth / 10
        losses[quantile] = float(pinball(levels[:-tenth], series[tenth:], quantile))
    return losses


def main() -> tuple[Forecaster, dict[float, float]]:
    source = random.Random(3)
    series = [source.gauss(10.0, 2.0) for _ in range(16)]
    forecaster, levels = backtest(series, window=5)
    return forecaster, evaluate(series, levels)


if __name__ == "__main__":
    forecaster, losses = main()
    assert len(losses) == 5
    assert forecaster.smooth.experimental_get_tracing_count() == 1
    assert pinball.experimental_get_tracing_count() == 1
    plain = pinball.python_function(tf.constant([1.0, 2.0]), tf.constant([2.0, 2.0]), 0.5)
    assert pinball([1.0, 2.0], [2.0, 2.0], 0.5) == plain == 0.25
    print("proved")
