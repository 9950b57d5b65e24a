"""Bootstrap quantiles with code that looks after itself in eager mode and in graphs."""
from __future__ import annotations

import numpy as np
import tensorflow as tf


def _exact_quantile(sample: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Runs on the host for every call: what it makes is its own."""
    scratch = tf.Variable(tf.sort(sample))
    scratch.assign(scratch - scratch[0])
    spread = scratch.numpy() + np.min(sample)
    return np.quantile(spread, q).astype(np.float32)


class Bootstrap:
    def __init__(self, replicates: int, seed: int) -> None:
        self.replicates = replicates
        self.seed = tf.constant([seed, 0])
        self.calls = tf.Variable(0)

    @tf.function
    def quantile(self, sample: tf.Tensor, q: tf.Tensor) -> tf.Tensor:
        """Mean of the quantile over resamples of a vector."""
        self.calls.assign_add(1)
        size = tf.shape(sample)[0]
        estimates = []
        for replicate in range(self.replicates):
            chosen = tf.random.stateless_uniform([size], self.seed + replicate, maxval=size, dtype=tf.int32)
            resample = tf.gather(sample, chosen)
            value = tf.numpy_function(_exact_quantile, [resample, q], tf.float32)
            estimates.append(tf.ensure_shape(value, []))
        return tf.add_n(estimates) / self.replicates

    @tf.function
    def standardise(self, sample: tf.Tensor) -> tf.Tensor:
        if tf.executing_eagerly():
            workspace = tf.Variable(sample)
            workspace.assign_sub(tf.fill(tf.shape(sample), tf.reduce_mean(sample)))
            return workspace / tf.math.reduce_std(sample)
        return (sample - tf.reduce_mean(sample)) / tf.math.reduce_std(sample)


def summarise(bootstrap: Bootstrap, samples: list[np.ndarray]) -> np.ndarray:
    rows = []
    for sample in samples:
        scaled = bootstrap.standardise(tf.constant(sample, tf.float32))
        rows.append(float(bootstrap.quantile(scaled, tf.constant(0.9))))
    return np.array(rows)


if __name__ == "__main__":
    data = [np.arange(8.0) ** power for power in (1, 2, 3)]
    compiled, plain = Bootstrap(4, 5), Bootstrap(4, 5)
    graph = summarise(compiled, data)
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(summarise(plain, data), graph, rtol=1e-4)
    assert int(compiled.calls) == int(plain.calls) == 3
    print("proved")
