"""Calls a function of a name that may be missing only where its callers are ready for that."""
import tensorflow as tf


class Wax:
    kinds = tf.dtypes

    def temperature(self, readings):
        return tf.cast(readings, self.kinds.float32) - 273.0

    def half(self, readings):
        return tf.cast(readings, self.kinds.float_16)  # expect: tf-unknown-name


def _fast(readings):
    return tf.quick_mean(readings)


def mean(readings):
    try:
        return _fast(readings)
    except AttributeError:
        return tf.reduce_mean(readings)


def grip(readings):
    for tf in readings:  # the name is a temperature here
        yield tf.numerator


def friction(readings):
    version = getattr(tf, "friction_version", None)
    return tf.friction_version(readings) if version else mean(readings)


if __name__ == "__main__":
    assert float(Wax().temperature([273])[0]) == 0.0 and float(mean([1.0, 3.0])) == 2.0
    assert list(grip([1, 2])) == [1, 2] and float(friction([1.0])) == 1.0
    try:
        Wax().half([1.0])
    except AttributeError as error:
        assert "float_16" in str(error)
    else:
        raise AssertionError("it was cast")
    print("proved")
