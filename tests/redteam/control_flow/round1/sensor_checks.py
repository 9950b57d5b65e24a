"""Checks of sensor batches: what Python knows is asserted by Python, the rest by TensorFlow."""
from __future__ import annotations

import tensorflow as tf

UNITS = {"celsius": 0.0, "kelvin": -273.15}


class SensorError(Exception):
    """A batch that cannot be used."""


def require(condition: bool, text: str) -> None:
    if not condition:
        raise SensorError(text)


class Checker(tf.Module):
    def __init__(self, channels: int, unit: str = "celsius"):
        super().__init__()
        assert unit in UNITS, f"no unit {unit!r}"
        self.channels = channels
        self.unit = unit
        self.seen = tf.Variable(0)

    def convert(self, values: tf.Tensor) -> tf.Tensor:
        try:
            offset = UNITS[self.unit]
        except KeyError as error:
            raise SensorError(self.unit) from error
        return values + offset

    @tf.function
    def check(self, values: tf.Tensor, mask: tf.Tensor | None = None) -> tf.Tensor:
        assert values.dtype == tf.float32, f"expected float32, got {values.dtype}"
        assert values.shape.rank == 2 and values.shape[-1] == self.channels
        assert mask is None or isinstance(mask, tf.Tensor)
        require(values.shape[0] is None or values.shape[0] > 0, f"an empty batch: {values.shape}")
        celsius = self.convert(values)
        if mask is not None:
            if mask.shape != values.shape:
                raise SensorError(f"mask of {mask.shape} for {values.shape}")
            celsius = tf.where(mask, celsius, 0.0)
        tf.debugging.assert_all_finite(celsius, "a sensor is broken")
        tf.debugging.assert_greater(celsius, -273.16, message="below absolute zero")
        with tf.control_dependencies([tf.debugging.assert_less(celsius, 1e4)]):
            mean = tf.reduce_mean(celsius, axis=0)
        self.seen.assign_add(tf.shape(values)[0])
        return mean


def batches():
    return [tf.constant([[20.0, 21.0], [22.0, 23.0]]), tf.constant([[1.0, 2.0], [3.0, 5.0]])]


def outcome(checker, values, mask=None):
    try:
        return checker.check(values, mask).numpy().tolist()
    except (SensorError, AssertionError, tf.errors.InvalidArgumentError) as error:
        return type(error).__name__


if __name__ == "__main__":
    rows = []
    for eagerly in (True, False):
        tf.config.run_functions_eagerly(eagerly)
        checker, kelvin = Checker(2), Checker(2, "kelvin")
        row = [outcome(checker, batch) for batch in batches()]
        row += [outcome(checker, batch, batch > 2.0) for batch in batches()]
        row.append(outcome(kelvin, batches()[0] + 273.15))
        row.append(int(checker.seen))
        row.append(outcome(checker, batches()[0] - 1000.0))
        row.append(outcome(checker, batches()[0], tf.constant([True, False])))
        row.append(outcome(checker, tf.zeros([2, 3])))
        rows.append(row)
    tf.config.run_functions_eagerly(False)
    assert rows[0][:4] == rows[1][:4] and rows[0][5:] == rows[1][5:], rows
    assert rows[0][5:] == [8, "InvalidArgumentError", "SensorError", "AssertionError"], rows[0][5:]
    print("proved")
