"""Batches of price series of any number and length, by dynamic shapes where the static ones are unknown."""
from __future__ import annotations

import tensorflow as tf

FEATURES = 3
SERIES = tf.TensorSpec([None, None, FEATURES], tf.float32)
ROW = tf.TensorSpec([None], tf.float32)


def batch_size(x: tf.Tensor):
    """The static size where it is known."""
    return x.shape[0] if x.shape[0] is not None else tf.shape(x)[0]


@tf.function(input_signature=[SERIES])
def flatten(series):
    batch, steps = tf.shape(series)[0], tf.shape(series)[1]
    flat = tf.reshape(series, [-1, series.shape[-1]])
    scaled = flat * tf.ones([series.shape[2]]) / float(series.shape[2])
    return tf.reshape(scaled, [batch, steps, series.shape[2]])


@tf.function(input_signature=[SERIES])
def lagged(series):
    assert series.shape.rank == 3 and len(series.shape) == 3
    first = tf.zeros([batch_size(series), 1, FEATURES])
    return series - tf.concat([first, series[:, :-1]], axis=1)


@tf.function(input_signature=[ROW])
def mean_by_length(row):
    return tf.reduce_sum(row) / float(len(row))


@tf.function(input_signature=[ROW])
def discounted(row):
    total = 0.0
    for i in range(len(row)):
        total = 0.9 * total + row[i]
    return total


@tf.function
def covariance(table):
    """Called with tables of one fixed size; all sizes are static."""
    centred = table - tf.reduce_mean(table, axis=0)
    return tf.matmul(centred, centred, transpose_a=True) / (table.shape[0] - 1)


def with_index(row):
    return tf.stack([tf.range(row.shape[0], dtype=tf.float32), row], axis=1)


def add_noise(batch):
    return batch + tf.linspace(0.0, 1.0, batch.shape[0] or 1)[:, None]


def pipeline(rows):
    dataset = tf.data.Dataset.from_tensor_slices(rows)
    return dataset.batch(2, drop_remainder=True).map(add_noise), dataset.map(with_index)


def prices(batch=5, steps=4):
    values = tf.range(float(batch * steps * FEATURES))
    return tf.reshape(tf.sin(values), [batch, steps, FEATURES])


def main():
    series = prices()
    row = series[0, :, 0]
    noisy, indexed = pipeline(series[:, :, 0])
    return (
        [flatten(series), lagged(series), mean_by_length(row), discounted(row), covariance(series[0])],
        list(noisy),
        list(indexed),
    )


if __name__ == "__main__":
    series = prices()
    row = series[0, :, 0]
    results, noisy, indexed = main()
    for result, traced, argument in zip(
        results,
        (flatten, lagged, mean_by_length, discounted, covariance),
        (series, series, row, row, series[0]),
    ):
        assert bool(tf.reduce_all(tf.abs(result - traced.python_function(argument)) < 1e-5))
    assert [tuple(x.shape) for x in noisy] == [(2, 4)] * 2
    assert bool(tf.reduce_all(noisy[1] == add_noise(series[2:4, :, 0])))
    assert bool(tf.reduce_all(indexed[3] == with_index(series[3, :, 0])))
    assert flatten.experimental_get_tracing_count() == 1
    print("proved")
