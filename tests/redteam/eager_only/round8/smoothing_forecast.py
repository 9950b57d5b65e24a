"""Exponential smoothing of a series, with casts of tensors and of plain numbers."""
import math
from dataclasses import dataclass

import tensorflow as tf


@dataclass
class Settings:
    half_life: str = "2.5"
    season: float = 4.0

    @property
    def alpha(self):
        return 1.0 - math.exp(-math.log(2.0) / float(self.half_life))


SETTINGS = Settings()
START = tf.constant(10.0)


@tf.function
def smooth(series):
    level = tf.constant(float(START))
    for value in series:
        level += SETTINGS.alpha * (value - level)
    return level


@tf.function
def missing_share(series):
    """Casts of tensors in a converted function are tensors."""
    missing = float(tf.math.count_nonzero(series <= 0.0))
    return missing / float(tf.size(series))


@tf.function
def forecast(series, horizon):
    """Repeats the last season for so many steps as the tensor says."""
    season = int(SETTINGS.season)
    last = series[-season:]
    total = tf.constant(0.0)
    for step in tf.range(int(horizon)):
        total += last[step % season]
    return total / float(horizon)


@tf.function
def decimate(series):
    rows = int(series.shape[0]) // int(SETTINGS.season)
    return tf.reduce_mean(tf.reshape(series[:rows * int(SETTINGS.season)], [rows, -1]), axis=1)


def sales():
    time = tf.range(22, dtype=tf.float32)
    return 10.0 + 4.0 * tf.sin(math.pi / 2 * time) - tf.where(time == 5.0, 20.0, 0.0)


def main():
    series = sales()
    print("level", smooth(series).numpy())
    print("missing", float(missing_share(series)))
    for horizon in (3.0, 8.0):
        print("mean of the next", int(horizon), float(forecast(series, tf.constant(horizon))))
    print("seasons", decimate(series).numpy())


if __name__ == "__main__":
    data = sales()
    for step, arguments in (
        (smooth, [data]), (missing_share, [data]), (decimate, [data]), (forecast, [data, tf.constant(6.0)]),
    ):
        graph, eager = step(*arguments), tf.convert_to_tensor(step.python_function(*arguments))
        assert float(tf.reduce_max(tf.abs(graph - eager))) < 1e-4, step
    main()
    assert forecast.experimental_get_tracing_count() == 1
    print("proved")
