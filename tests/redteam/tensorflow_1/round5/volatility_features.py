"""Features of a price series: log returns, rolling volatility and relative volume."""
from typing import NamedTuple

import tensorflow as tf

WINDOW = 5


class Bars(NamedTuple):
    close: tf.Tensor
    volume: tf.Tensor


@tf.function
def log_returns(close: tf.Tensor) -> tf.Tensor:
    return tf.log(close[1:]) - tf.math.log(close[:-1])  # expect: tf1-removed-api


@tf.function(reduce_retracing=True)
def volatility(returns: tf.Tensor) -> tf.Tensor:
    frames = tf.signal.frame(returns, WINDOW, 1)
    return tf.math.reduce_std(frames, axis=-1)


@tf.function
def relative_volume(volume: tf.Tensor) -> tf.Tensor:
    traded = tf.to_float(volume)  # expect: tf1-removed-api
    return traded / tf.reduce_mean(traded)


@tf.function
def gaps(close: tf.Tensor) -> tf.Tensor:
    change = close[1:] - close[:-1]
    largest = tf.reduce_max(tf.abs(change))
    return tf.div(change, largest)  # expect: tf1-removed-api


FEATURES = {
    "gaps": lambda bars: gaps(bars.close),
    "returns": lambda bars: log_returns(bars.close),
    "volatility": lambda bars: volatility(tf.math.log(bars.close)),
    "volume": lambda bars: relative_volume(bars.volume),
}


def table(bars: Bars, names=tuple(FEATURES)) -> dict:
    return {name: FEATURES[name](bars) for name in names}


def sample(days: int = 30) -> Bars:
    noise = tf.random.stateless_normal([days], [8, 3], stddev=0.02)
    close = 50.0 * tf.exp(tf.cumsum(noise))
    return Bars(close, tf.random.stateless_uniform([days], [8, 4], 100, 900, dtype=tf.int32))


def main():
    return table(sample())


if __name__ == "__main__":
    bars = sample()
    returns = tf.math.log(bars.close[1:] / bars.close[:-1])
    graph = volatility(returns)
    assert bool(tf.reduce_all(tf.abs(graph - volatility.python_function(returns)) < 1e-6))
    for name, missing in (("returns", "log"), ("volume", "to_float"), ("gaps", "div")):
        for eagerly in (False, True):
            tf.config.run_functions_eagerly(eagerly)
            try:
                table(bars, [name])
            except AttributeError as error:
                assert f"module 'tensorflow' has no attribute '{missing}'" in str(error), error
            else:
                raise AssertionError(name)
        tf.config.run_functions_eagerly(False)
    print("proved")
