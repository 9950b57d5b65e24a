"""Turns readings of river gauges into discharges by a rating curve that hydrologists keep as a table."""
import tensorflow as tf

RATING = {0: 0.0, 1: 0.4, 2: 1.9, 3: 5.2, 4: 11.0}
CURVE = tf.constant(list(RATING.values()))
HALF_LIFE = 2.0


def discharge_of(reading):
    whole = tf.cast(tf.floor(reading), tf.int32)
    return RATING[whole.numpy()] + 0.0 * reading  # expect: tf-numpy-call


def curve_of(reading):
    return tf.gather(CURVE, tf.cast(tf.floor(reading), tf.int32))


@tf.function
def discharges(readings):
    """One discharge for each reading, looked up in the table."""
    return tf.map_fn(discharge_of, readings)


@tf.function
def smooth_discharges(readings):
    largest = CURVE.numpy().max()
    flows = tf.map_fn(curve_of, readings)
    decay = 0.5 ** (1.0 / HALF_LIFE)
    return tf.scan(lambda mean, flow: decay * mean + (1.0 - decay) * flow, flows) / largest


class Station:
    def __init__(self, name, transform):
        self.name = name
        self.transform = transform

    def report(self, readings):
        flows = self.transform(readings)
        return {"name": self.name, "peak": float(flows.numpy().max()), "last": flows[-1].numpy().item()}


def week():
    return tf.constant([0.3, 1.2, 3.9, 4.1, 2.5, 1.1, 0.8])


if __name__ == "__main__":
    readings = week()
    by_table = discharges.python_function(readings)
    assert bool(tf.reduce_all(by_table == tf.vectorized_map(curve_of, readings)))
    smooth = smooth_discharges(readings)
    assert bool(tf.reduce_all(tf.abs(smooth - smooth_discharges.python_function(readings)) < 1e-6))
    summary = Station("bridge", smooth_discharges).report(readings)
    assert summary["name"] == "bridge" and 0.0 < summary["last"] <= summary["peak"] < 1.0
    try:
        Station("bridge", discharges).report(readings)
    except AttributeError as error:
        assert "'SymbolicTensor' object has no attribute 'numpy'" in str(error)
        assert "whole.numpy()" in str(error), error
    else:
        raise AssertionError("a symbolic reading gave its value")
    print("proved")
