"""A streaming histogram that refuses to make its state inside a graph."""
import numpy as np
import tensorflow as tf


class StreamingHistogram:
    def __init__(self, bins, low, high):
        self.bins = bins
        self.low = low
        self.high = high
        self._counts = None

    def setup(self):
        """Makes the counts; to be called before the first update."""
        if self._counts is None:
            if tf.inside_function():
                raise RuntimeError("call setup() before tracing")
            self._counts = tf.Variable(tf.zeros([self.bins]), trainable=False)
        return self._counts

    def _slots(self, values):
        unit = (values - self.low) / (self.high - self.low)
        return tf.clip_by_value(tf.cast(unit * self.bins, tf.int32), 0, self.bins - 1)

    @tf.function
    def update(self, values):
        counts = self.setup()
        if tf.executing_eagerly():
            tf.debugging.assert_all_finite(values, "only checked while debugging")
        counts.assign_add(tf.math.bincount(self._slots(values), minlength=self.bins, dtype=tf.float32))
        return counts / tf.reduce_sum(counts)

    @tf.function
    def quantile(self, q):
        counts = self.setup()
        cumulative = tf.cumsum(counts) / tf.reduce_sum(counts)
        index = tf.reduce_sum(tf.cast(cumulative < q, tf.float32))
        index /= self.bins
        return self.low + (self.high - self.low) * index


def session(eagerly):
    tf.config.run_functions_eagerly(eagerly)
    histogram = StreamingHistogram(8, -1.0, 1.0)
    histogram.setup()
    values = []
    for k in range(4):
        shares = histogram.update(tf.sin(tf.range(10.0) + k))
        values.append(np.append(shares.numpy(), histogram.quantile(tf.constant(0.5)).numpy()))
    return values


if __name__ == "__main__":
    np.testing.assert_allclose(session(True), session(False), rtol=1e-5)
    print("proved")
