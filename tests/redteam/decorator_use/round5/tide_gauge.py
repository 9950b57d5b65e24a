"""Streams the readings of a tide gauge through a traced filter, one batch after another."""
import math

import tensorflow as tf

BATCH = 6


def gauge(hours=24):
    for hour in range(hours):
        yield hour, 2.0 * math.sin(2.0 * math.pi * hour / 12.4)


def batches(hours=24):
    spec = (tf.TensorSpec([], tf.int32), tf.TensorSpec([], tf.float32))
    readings = tf.data.Dataset.from_generator(gauge, output_signature=spec, args=[hours])
    return readings.batch(BATCH, drop_remainder=True)


def harmonics():
    yield from (12.4, 12.0, 25.8)


@tf.function
def surge(hours, levels):
    hours = tf.cast(hours, tf.float32)
    tide = sum(tf.sin(2.0 * math.pi * hours / period) for period in harmonics())
    return levels - 2.0 * tide / 3.0


class TideFilter:
    def __init__(self, alpha):
        self.mean = tf.Variable(0.0)
        self.alpha = alpha

    @tf.function
    def update(self, values):
        self.mean.assign(self.mean + self.alpha * (tf.reduce_mean(values) - self.mean))
        return values - self.mean

    def stream(self, source):
        """Yields the corrected batches; nothing of it is traced."""
        for hours, levels in source:
            yield self.update(surge(hours, levels))


@tf.function
def windows(levels):
    return tf.data.Dataset.from_tensor_slices(levels).window(3, drop_remainder=True)


def main():
    tide = TideFilter(alpha=0.2)
    corrected = list(tide.stream(batches()))
    return corrected + [tf.stack(list(piece)) for piece in windows(corrected[0])]


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    tf.config.run_functions_eagerly(False)
    assert len(graph) == len(eager) == 6
    for a, b in zip(graph, eager):
        assert float(tf.reduce_max(tf.abs(a - b))) < 1e-5
    assert surge.experimental_get_tracing_count() == 1
    print("proved")
