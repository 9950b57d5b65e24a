"""Picks arrivals in seismograms by the ratio of short to long averages."""
import numpy as np
import tensorflow as tf


class RunningRatio:
    """Short and long exponential averages of the signal's power."""

    def __init__(self, short=0.5, long=0.1):
        self.rates = {"short": short, "long": long}

    def _average(self, name, power):
        try:
            average = getattr(self, name)
        except AttributeError:
            average = tf.Variable(tf.zeros_like(power), trainable=False, name=name)
            setattr(self, name, average)
        average.assign_add(self.rates[name] * (power - average))
        return average

    def __call__(self, power):
        short = self._average("short", power)
        long = self._average("long", power)
        return short / (long + 1e-6)


class Picker:
    def __init__(self, threshold):
        self.ratio = RunningRatio()
        self.threshold = threshold
        self.process = tf.function(self._process)

    def _power(self, sample):
        centred = sample - tf.reduce_mean(sample)
        return tf.square(centred)

    def _process(self, sample):
        ratio = self.ratio(self._power(sample))
        return ratio, ratio > self.threshold


def pick(picker, record):
    """Runs over a record of shape [time, stations]; returns first arrivals, -1 where none."""
    first = np.full(record.shape[1], -1)
    for time, sample in enumerate(record):
        _, triggered = picker.process(tf.constant(sample, tf.float32))
        for station in np.flatnonzero(triggered.numpy()):
            if first[station] < 0:
                first[station] = time
    return first.tolist(), picker.ratio.short.numpy()


if __name__ == "__main__":
    record = np.array([[1.0, 2.0, 4.0], [2.0, 1.0, 9.0], [8.0, 0.0, 1.0], [3.0, 3.0, 4.0]])
    graph_first, graph_short = pick(Picker(3.0), record)
    tf.config.run_functions_eagerly(True)
    first, short = pick(Picker(3.0), record)
    assert first == graph_first
    np.testing.assert_allclose(short, graph_short, rtol=1e-5)
    print("proved")
