"""Linear recurrences, prefix statistics and beams with TensorArrays kept in various ways."""

from __future__ import annotations

import numpy as np
import tensorflow as tf


def record(array, index, value):
    """Returns the array with `value` written."""
    return array.write(index, value)


class Tape:
    """Two arrays that are written together; made anew for each scan."""

    def __init__(self, size):
        self.values = tf.TensorArray(tf.float32, size=size)
        self.peaks = tf.TensorArray(tf.float32, size=size)

    def put(self, index, value, peak):
        self.values = self.values.write(index, value)
        self.peaks = self.peaks.write(index, peak)

    def read(self):
        return self.values.stack(), self.peaks.stack()


@tf.function
def recurrence(decay, inputs):
    """h[t] = decay * h[t-1] + x[t]"""
    steps = tf.shape(inputs)[0]
    out = tf.TensorArray(tf.float32, size=steps)
    source = tf.TensorArray(tf.float32, size=steps).unstack(inputs)
    hidden = tf.zeros([])
    for t in tf.range(steps):
        hidden = decay * hidden + source.read(t)
        out = record(out, t, hidden)
    return out.stack()


@tf.function
def running_peak(inputs):
    """Unrolled over the static length."""
    tape, peak = Tape(inputs.shape[0]), inputs[0]
    for t, value in enumerate(tf.unstack(inputs)):
        peak = tf.maximum(peak, value)
        tape.put(t, value - peak, peak)
    return tape.read()


@tf.function
def split_signs(inputs):
    arrays = {
        "positive": tf.TensorArray(tf.float32, size=0, dynamic_size=True),
        "negative": tf.TensorArray(tf.float32, size=0, dynamic_size=True),
    }
    for t in range(inputs.shape[0]):
        arrays["positive"] = arrays["positive"].write(t, tf.nn.relu(inputs[t]))
        arrays["negative"] = arrays["negative"].write(t, tf.nn.relu(-inputs[t]))
    return {name: array.concat() if name == "" else array.stack() for name, array in arrays.items()}


@tf.function
def alternating(inputs):
    """With a while loop that carries the array."""
    size = tf.shape(inputs)[0]

    def body(t, array):
        sign = 1.0 - 2.0 * tf.cast(t % 2, tf.float32)
        return t + 1, array.write(t, sign * inputs[t])

    start = (0, tf.TensorArray(tf.float32, size=size))
    _, array = tf.while_loop(lambda t, _: t < size, body, start)
    return array.stack()


if __name__ == "__main__":
    for seed in range(4):
        x = tf.random.stateless_normal([6], [seed, 3])
        for fn, args in (
            (recurrence, (tf.constant(0.5), x)),
            (running_peak, (x,)),
            (split_signs, (x,)),
            (alternating, (x,)),
        ):
            eager, graph = fn.python_function(*args), fn(*args)
            for a, b in zip(tf.nest.flatten(eager), tf.nest.flatten(graph)):
                np.testing.assert_allclose(a, b, rtol=1e-5)
    print("proved")
