"""Cuts the load of a power grid into rolling windows and fits a trend to each of them."""
from typing import Iterator

import tensorflow as tf

WINDOW, STRIDE = 12, 6


@tf.function  # expect: tf-generator
def rolling_windows(load: tf.Tensor) -> Iterator[tf.Tensor]:  # allow: tf-generator
    centred = load - tf.reduce_mean(load)
    for begin in range(0, 36 - WINDOW + 1, STRIDE):
        yield centred[begin : begin + WINDOW]


@tf.function
def fit_trend(window: tf.Tensor) -> tf.Tensor:
    hours = tf.range(WINDOW, dtype=tf.float32)
    design = tf.stack([tf.ones_like(hours), hours], axis=1)
    return tf.linalg.lstsq(design, window[:, tf.newaxis])[:, 0]


def forecast(load: tf.Tensor, ahead: float) -> list[float]:
    predictions = []
    for window in rolling_windows(load):
        level, slope = tf.unstack(fit_trend(window))
        predictions.append(float(level + slope * (WINDOW - 1 + ahead)))
    return predictions


def synthetic_load() -> tf.Tensor:
    hours = tf.range(36, dtype=tf.float32)
    return 40.0 + 0.5 * hours


def main() -> list[float]:
    return forecast(synthetic_load(), ahead=1.0)


if __name__ == "__main__":
    windows = list(rolling_windows.python_function(synthetic_load()))
    assert len(windows) == 5 and all(w.shape == (WINDOW,) for w in windows)
    level, slope = fit_trend(windows[0]).numpy()
    assert abs(slope - 0.5) < 1e-3
    try:
        main()
    except TypeError as error:
        assert "found return value of type generator" in str(error), error
    else:
        raise AssertionError("a generator was compiled")
    print("proved")
