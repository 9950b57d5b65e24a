"""A table of resistor values: multipliers are literals, sometimes whole and sometimes not."""
import tensorflow as tf

E6 = [1.0, 1.5, 2.2, 3.3, 4.7, 6.8]


@tf.function
def ladder(count, start):
    """Arithmetic ladder in the type of its start."""
    return tf.range(start, start + count)


@tf.function
def scaled(series, factor):
    return series * tf.cast(factor, series.dtype)


@tf.function(input_signature=[tf.TensorSpec([None]), tf.TensorSpec([])])
def tolerance_band(series, percent):
    share = percent / 100.0
    return tf.stack([series * (1.0 - share), series * (1.0 + share)], axis=-1)


class Table:
    def __init__(self, series):
        self.series = tf.constant(series)

    def decade(self, exponent):
        return scaled(self.series, tf.constant(10.0) ** exponent)

    def rows(self, decades):
        yield from (self.decade(exponent) for exponent in tf.range(float(decades)))

    def bands(self):
        """From coarse to fine; whole and broken percentages go through one signature."""
        return [tolerance_band(self.series, percent) for percent in (10, 5, 1.0, 1, 0.5)]


def indices():
    whole = ladder(3, 1)
    halves = ladder(3, 0.5)
    return whole, halves


def build():
    table = Table(E6)
    whole, halves = indices()
    return list(table.rows(4)), table.bands(), whole, halves


if __name__ == "__main__":
    rows, bands, whole, halves = build()
    assert whole.dtype == tf.int32 and halves.dtype == tf.float32
    assert whole.numpy().tolist() == [1, 2, 3] and halves.numpy().tolist() == [0.5, 1.5, 2.5]
    assert ladder.experimental_get_tracing_count() == 2
    assert scaled.experimental_get_tracing_count() == 1
    assert tolerance_band.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    for eager, graph in zip(build()[0] + build()[1], rows + bands):
        tf.debugging.assert_near(eager, graph)
    assert [part.dtype for part in build()[2:]] == [tf.int32, tf.float32]
    print("proved")
