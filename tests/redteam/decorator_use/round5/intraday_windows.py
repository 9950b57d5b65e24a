"""Cuts a day of prices into overlapping windows of log returns and ranks them by volatility."""
from typing import Iterator

import tensorflow as tf

WIDTH, HOP = 20, 10


def synthetic_day(points: int = 120) -> tf.Tensor:
    noise = tf.random.stateless_normal([points], seed=[4, 2], stddev=0.002)
    return 100.0 * tf.exp(tf.cumsum(noise))


@tf.function(reduce_retracing=True)  # expect: tf-generator
def rolling_returns(prices: tf.Tensor, width: int = WIDTH, hop: int = HOP) -> Iterator[tf.Tensor]:  # allow: tf-generator
    logs = tf.math.log(prices)
    last = prices.shape[0] - width
    for start in range(0, last + 1, hop):
        window = logs[start:start + width]
        yield window[1:] - window[:-1]


@tf.function
def volatility(window: tf.Tensor) -> tf.Tensor:
    return tf.math.reduce_std(window) * tf.sqrt(252.0 * 390.0)


def loudest(prices: tf.Tensor, count: int = 3):
    scored = []
    for position, window in enumerate(rolling_returns(prices)):
        scored.append((float(volatility(window)), position * HOP))
    return sorted(scored, reverse=True)[:count]


if __name__ == "__main__":
    day = synthetic_day()
    try:
        loudest(day)
    except TypeError as error:
        assert "found return value of type generator" in str(error), error
    else:
        raise AssertionError("the windows were made")
    eager = list(rolling_returns.python_function(day))
    assert len(eager) == 11 and all(w.shape == (WIDTH - 1,) for w in eager)
    assert float(volatility(eager[0])) > 0.0
    print("proved")
