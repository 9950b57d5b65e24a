"""Logs a wine cellar: NumPy works on constants, shapes and records, TensorFlow on what is measured."""
import math

import numpy as np
import tensorflow as tf

CALIBRATION = tf.constant([0.1, -0.2, 0.05])
HOURS = np.arange(24)
DAYLIGHT = np.clip(np.sin((HOURS - 6) * np.pi / 12.0), 0.0, None).astype(np.float32)


def kernel(width):
    """Weights of a filter; the width is a number."""
    x = np.arange(-width, width + 1)
    weights = np.exp(-np.square(x) / (2.0 * math.sqrt(width) ** 2))
    return (weights / weights.sum()).astype("float32")


class Cellar(tf.Module):
    def __init__(self, sensors):
        super().__init__()
        self.offset = CALIBRATION.numpy().mean()
        self.drift = tf.Variable(np.zeros(sensors), dtype=tf.float32)
        self.base = np.full(sensors, 12.5, np.float32)

    @tf.function
    def corrected(self, readings):
        """Constants are read by NumPy while the graph is made."""
        size = np.prod(readings.shape)
        zeros = np.zeros(readings.shape, dtype=readings.dtype.as_numpy_dtype)
        spread = float(np.ptp(CALIBRATION.numpy()))
        rank = np.ndim(readings) + len(np.shape(readings))
        scale = np.sqrt(size) * np.float32(0.5)
        first = CALIBRATION.numpy().tolist()[0]
        values = readings - self.offset + zeros + self.base
        self.drift.assign_add(tf.reduce_mean(values, axis=0) * first)
        return values * spread / scale + rank * math.pi

    @tf.function
    def smoothed(self, series):
        width = min(2, series.shape[0] // 2)
        filters = kernel(width)[:, np.newaxis, np.newaxis]
        inputs = series[tf.newaxis, :, tf.newaxis]
        return tf.nn.conv1d(inputs, filters, 1, "SAME")[0, :, 0]

    @tf.function
    def corks(self, series):
        """NumPy's interface, on tensors."""
        tnp = tf.experimental.numpy
        peaks = tnp.where(tnp.abs(series) > 1.0, 1.0, 0.0)
        known = tf.get_static_value(tf.constant([1, 2, 3])).sum()
        return tnp.sum(peaks) + float(known), tnp.mean(series)

    def record(self, series):
        """Outside: arrays, numbers and text."""
        values = self.smoothed(series).numpy()
        index = int(np.argmax(values))
        assert not np.isnan(values).any()
        return f"hour {index}: {values[index]:.3f} of {values.size}, drift {self.drift.numpy().round(3)}"


@tf.function
def daylight(hours):
    table = tf.convert_to_tensor(DAYLIGHT)
    if np.isscalar(hours) or hours.shape.rank == 0:
        hours = hours[tf.newaxis]
    return tf.gather(table, hours % HOURS.size) * np.float64(2.0) + np.linspace(0.0, 1.0, 3)


@tf.function
def measured(readings):
    """Counts in Python, for each run of the graph."""
    counts = tf.numpy_function(lambda x: np.histogram(x, bins=3)[0].astype(np.int64), [readings], tf.int64)
    counts.set_shape([3])
    return counts


def same(left, right):
    for a, b in zip(tf.nest.flatten(left), tf.nest.flatten(right), strict=True):
        np.testing.assert_allclose(np.asarray(a), np.asarray(b), rtol=1e-4, atol=1e-5)


if __name__ == "__main__":
    graph, eager = Cellar(3), Cellar(3)
    for seed in range(3):
        readings = tf.random.stateless_normal([4, 3], [seed, 0])
        same(graph.corrected(readings), eager.corrected.python_function(readings))
        same(graph.drift, eager.drift)
        series = readings[:, 0]
        same(graph.smoothed(series), eager.smoothed.python_function(series))
        same(graph.corks(series), eager.corks.python_function(series))
        hours = tf.constant([seed, 9, 12])
        same(daylight(hours), daylight.python_function(hours))
        same(measured(readings), measured.python_function(readings))
        left = graph.record(series)
        tf.config.run_functions_eagerly(True)
        right = eager.record(series)
        tf.config.run_functions_eagerly(False)
        assert left == right, (left, right)
    print("proved")
