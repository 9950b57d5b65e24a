"""Splits a series into trend, season and rest, and reports the parts in several structures."""
from typing import NamedTuple, Optional

import tensorflow as tf

PERIOD = 4


class Parts(NamedTuple):
    trend: tf.Tensor
    season: tf.Tensor
    rest: Optional[tf.Tensor] = None


class Interval(tf.experimental.ExtensionType):
    low: tf.Tensor
    high: tf.Tensor

    def width(self):
        return self.high - self.low


@tf.function
def decompose(series):
    trend = tf.fill(tf.shape(series), tf.reduce_mean(series))
    season = tf.reduce_mean(tf.reshape(series - trend, [-1, PERIOD]), axis=0)
    return Parts(trend=trend, season=season)


@tf.function
def with_rest(series, parts):
    repeated = tf.tile(parts.season, [tf.size(series) // PERIOD])
    return parts._replace(rest=series - parts.trend - repeated)


@tf.function
def interval(parts):
    spread = 2.0 * tf.math.reduce_std(parts.rest)
    return Interval(low=parts.trend - spread, high=parts.trend + spread)


@tf.function
def diagnostics(series):
    return {
        "range": (tf.reduce_min(series), tf.reduce_max(series)),
        "missing": None,
        "runs": tf.RaggedTensor.from_row_lengths(series, [3, 5, 4]),
        "peaks": tf.sparse.from_dense(tf.nn.relu(series - 2.0)),
    }


@tf.function
def pairs(series):
    return tf.data.Dataset.from_tensor_slices((series[:-1], series[1:]))


@tf.function
def check(series):
    tf.debugging.assert_all_finite(series, "series")


def main():
    series = tf.constant([1.0, 2.0, 3.0, 2.0] * 3) + tf.random.stateless_normal([12], [1, 1], stddev=0.1)
    check(series)
    parts = with_rest(series, decompose(series))
    band = interval(parts)
    facts = diagnostics(series)
    assert facts["missing"] is None
    steps = tf.add_n([after - before for before, after in pairs(series)])
    return [*parts, band.width(), *facts["range"], facts["runs"].values, facts["peaks"].values, steps]


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        assert float(tf.reduce_max(tf.abs(a - b))) < 1e-5
    print("proved")
