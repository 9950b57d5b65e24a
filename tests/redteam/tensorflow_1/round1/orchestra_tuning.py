"""Tunes the strings of an orchestra by gradient descent; optimizers and savers have familiar names."""
from __future__ import annotations

import json
import subprocess
import sys

import tensorflow as tf


class GradientDescentOptimizer:
    """Plain descent with a floor for the rate."""

    def __init__(self, learning_rate):
        self.learning_rate = tf.Variable(learning_rate, trainable=False)

    def minimize(self, loss, var_list):
        with tf.GradientTape() as tape:
            value = loss()
        for variable, gradient in zip(var_list, tape.gradient(value, var_list)):
            variable.assign_sub(self.learning_rate * gradient)
        self.learning_rate.assign(tf.maximum(0.9 * self.learning_rate, 0.01))
        return value


class Orchestra(tf.Module):
    def __init__(self, pitches):
        super().__init__()
        self.pitches = tf.Variable(pitches)
        self.optimizer = GradientDescentOptimizer(0.2)
        self.adam = tf.keras.optimizers.Adam(0.1)

    def dissonance(self):
        intervals = self.pitches[1:] - self.pitches[:-1]
        return tf.reduce_sum((intervals - 7.0) ** 2)

    @tf.function
    def tune(self):
        return self.optimizer.minimize(self.dissonance, [self.pitches])

    @tf.function
    def tune_finely(self):
        with tf.GradientTape() as tape:
            value = self.dissonance()
        self.adam.apply_gradients([(tape.gradient(value, self.pitches), self.pitches)])
        return value


def rounded(pitches):
    """Another process rounds them; it knows nothing of TensorFlow."""
    code = "import json, sys; print(json.dumps([round(x) for x in json.load(sys.stdin)]))"
    text = json.dumps([float(p) for p in pitches.numpy()])
    done = subprocess.run([sys.executable, "-S", "-c", code], input=text, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    orchestra, reference = Orchestra([0.0, 6.0, 15.5]), Orchestra([0.0, 6.0, 15.5])
    for _ in range(4):
        graph, eager = orchestra.tune(), Orchestra.tune.python_function(reference)
        assert abs(float(graph) - float(eager)) < 1e-4
    for _ in range(3):
        graph, eager = orchestra.tune_finely(), Orchestra.tune_finely.python_function(reference)
        assert abs(float(graph) - float(eager)) < 1e-3
    pitches = rounded(orchestra.pitches)
    assert len(pitches) == 3 and 13 <= pitches[2] - pitches[0] <= 15, pitches
    print("proved")
