"""Meters that go over an evaluation set batch by batch."""
import abc

import numpy as np
import tensorflow as tf


class Batch:
    """Predictions and targets that belong together."""

    def __init__(self, predictions, targets):
        self.predictions = predictions
        self.targets = targets


@tf.function
def batch_size_and_bias(batch):
    difference = batch.predictions - batch.targets
    return tf.size(difference), tf.reduce_mean(difference)


@tf.function
def summed(measure, predictions, targets):
    return tf.reduce_sum(measure(predictions, targets))


class Meter(abc.ABC):
    def __init__(self):
        self.total = 0.0
        self.seen = 0

    @abc.abstractmethod
    def measure(self, predictions, targets):
        """One number for each example."""

    def add(self, predictions, targets):
        self.total += float(summed(self.measure, predictions, targets))  # expect: tf-object-arg
        self.seen += len(predictions)

    @property
    def value(self):
        return self.total / max(self.seen, 1)


class AbsoluteError(Meter):
    def measure(self, predictions, targets):
        return tf.abs(predictions - targets)


class BiasTracker:
    def __init__(self):
        self.biases = []

    def add(self, predictions, targets):
        batch = Batch(predictions, targets)
        _, bias = batch_size_and_bias(batch)  # expect: tf-object-arg
        self.biases.append(float(bias))


def evaluate(meters, batches=5, size=6):
    generator = np.random.default_rng(9)
    for _ in range(batches):
        targets = tf.constant(generator.normal(size=size), tf.float32)
        predictions = targets + 0.25
        for meter in meters:
            meter.add(predictions, targets)


def main():
    error, bias = AbsoluteError(), BiasTracker()
    evaluate([error, bias])
    return error.value, bias.biases


if __name__ == "__main__":
    value, biases = main()
    assert abs(value - 0.25) < 1e-5 and len(biases) == 5
    assert summed.experimental_get_tracing_count() == 5
    assert batch_size_and_bias.experimental_get_tracing_count() == 5
    control = tf.function(summed.python_function)
    measure = AbsoluteError().measure
    for step in range(5):
        control(measure, tf.fill([6], float(step)), tf.ones([6]))
    assert control.experimental_get_tracing_count() == 1
    print("proved")
