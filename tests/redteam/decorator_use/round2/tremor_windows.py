"""Tremors in windows of an accelerometer: generators give windows, tapes and the settings of a study."""
import contextlib
import itertools

import tensorflow as tf

LENGTH = 32


def windows(signal, size, hop):
    """Python's generator over slices of a signal of known length."""
    for start in range(0, signal.shape[0] - size + 1, hop):
        yield signal[start : start + size]


def octaves(lowest=1):
    for power in itertools.count():
        yield lowest * 2**power


@contextlib.contextmanager
def watching(*variables):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        for variable in variables:
            tape.watch(variable)
        yield tape


class Tremor(tf.Module):
    def __init__(self, bands=3):
        super().__init__()
        self.edges = list(itertools.islice(octaves(), bands + 1))
        self.weights = tf.Variable(tf.ones([bands]))

    def bands(self, spectrum):
        for low, high in zip(self.edges, self.edges[1:]):
            yield tf.reduce_sum(spectrum[low:high])

    @tf.function
    def strength(self, signal):
        total = tf.constant(0.0)
        for window in windows(signal, 16, 8):
            spectrum = tf.abs(tf.signal.rfft(window))
            total += tf.tensordot(tf.stack(list(self.bands(spectrum))), self.weights, 1)
        return total

    @tf.function
    def fit(self, signal, wanted):
        with watching(self.weights) as tape:
            loss = (self.strength(signal) - wanted) ** 2
        self.weights.assign_sub(1e-4 * tape.gradient(loss, self.weights))
        return loss


def studies():
    """Each study with its compiled measure, one after the other."""
    for name, power in (("mean", 1.0), ("square", 2.0)):
        yield name, tf.function(lambda signal, power=power: tf.reduce_mean(tf.abs(signal) ** power))  # allow: tf-function-in-loop


def shaking():
    return tf.sin(tf.range(LENGTH, dtype=tf.float32))


if __name__ == "__main__":
    graph, eager = Tremor(), Tremor()
    for _ in range(3):
        a, b = graph.fit(shaking(), tf.constant(5.0)), Tremor.fit.python_function(eager, shaking(), tf.constant(5.0))
        assert abs(float(a) - float(b)) <= 1e-3 * abs(float(b))
    assert bool(tf.reduce_all(tf.abs(graph.weights - eager.weights) < 1e-3))
    for name, measure in studies():
        assert abs(float(measure(shaking())) - float(measure.python_function(shaking()))) < 1e-5, name
    print("proved")
