"""Utilities that take arrays, eager tensors and symbolic ones alike, and look before they leap."""
from __future__ import annotations

import numbers

import numpy as np
import tensorflow as tf


def static_value(value):
    """A Python number when the value is known while tracing, else None."""
    if isinstance(value, numbers.Number):
        return float(value)
    if isinstance(value, np.ndarray):
        return float(value.mean())
    constant = tf.get_static_value(value)
    return None if constant is None else float(np.mean(constant))


def to_host(value):
    """Arrays where there is a value, tensors where there is none."""
    if hasattr(value, "numpy") and tf.executing_eagerly():
        return value.numpy()
    return value


def rounded(value):
    if not tf.is_symbolic_tensor(value) and not isinstance(value, tf.Variable):
        return np.round(value)
    return tf.round(value)


def sizes(tensor):
    """Known sizes as numbers, the others as tensors."""
    dynamic = tf.shape(tensor)
    return [dynamic[k] if size is None else size for k, size in enumerate(tensor.shape)]


def first_value(value):
    try:
        return value.numpy()
    except AttributeError:
        return value


class Normaliser(tf.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = scale
        self.state = tf.Variable(0.0)

    @tf.function(input_signature=[tf.TensorSpec([None, 2], tf.float32)])
    def __call__(self, batch):
        scale = static_value(self.scale)
        rows, columns = sizes(batch)
        total = tf.reduce_sum(to_host(batch)) / tf.cast(rows * columns, tf.float32)
        half = static_value(tf.constant(4.0) / 2.0)
        self.state.assign_add(total)
        if half is not None:
            total = total / half * 2.0
        return rounded(total * scale), first_value(batch)[0]

    @tf.function
    def levels(self, batch):
        if tf.executing_eagerly():
            low, high = float(batch.numpy().min()), float(batch.numpy().max())
        else:
            low, high = tf.reduce_min(batch), tf.reduce_max(batch)
        return tf.stack([low, high])


def batches():
    return [tf.constant([[1.0, 2.0], [3.0, 4.5]]), tf.constant([[-1.0, 0.25]])]


def observed():
    rows = []
    number, array, tensor = Normaliser(2), Normaliser(np.array([1.0, 3.0])), Normaliser(tf.constant(2.5))
    for normaliser in (number, array, tensor):
        for batch in batches():
            total, first = normaliser(batch)
            rows += [np.asarray(total).tolist(), np.asarray(first).tolist()]
        rows += [normaliser.levels(batches()[0]).numpy().tolist(), float(normaliser.state)]
    return rows


if __name__ == "__main__":
    graph = observed()
    tf.config.run_functions_eagerly(True)
    eager = observed()
    tf.config.run_functions_eagerly(False)
    assert graph == eager, (graph, eager)
    print("proved")
