"""Evaluation of a classifier with output that TensorFlow itself prints."""

from __future__ import annotations

import contextlib
import io
import sys

import numpy as np
import tensorflow as tf
from tensorflow import print as echo

show = tf.print


class ConfusionCounter(tf.Module):
    """Accumulates a confusion matrix in a variable."""

    def __init__(self, classes: int):
        super().__init__()
        self.matrix = tf.Variable(tf.zeros([classes, classes], tf.int32), trainable=False)

    def update(self, labels, predictions):
        classes = self.matrix.shape[0]
        self.matrix.assign_add(tf.math.confusion_matrix(labels, predictions, num_classes=classes))

    def accuracy(self):
        total = tf.reduce_sum(self.matrix)
        return tf.linalg.trace(self.matrix) / tf.maximum(total, 1)


class Evaluator:
    def __init__(self, classes: int, log_every: int = 2):
        self.counter = ConfusionCounter(classes)
        self.batches = tf.Variable(0, trainable=False)
        self.log_every = log_every
        self.log = show

    @tf.function
    def evaluate_batch(self, logits, labels):
        print("Tracing evaluate_batch for", logits.shape)
        predictions = tf.argmax(logits, axis=-1, output_type=tf.int32)
        self.counter.update(labels, predictions)
        self.batches.assign_add(1)
        accuracy = self.counter.accuracy()
        if self.batches % self.log_every == 0:
            show("after", self.batches, "batches", output_stream=sys.stdout)
        self.log("accuracy", accuracy, output_stream=sys.stdout)
        echo("labels", tf.shape(labels), output_stream=sys.stdout)
        return accuracy


def drive(eager: bool):
    """Runs four batches; returns the accuracies and the printed lines without the trace marks."""
    tf.config.run_functions_eagerly(eager)
    evaluator = Evaluator(3)
    out = io.StringIO()
    accuracies = []
    with contextlib.redirect_stdout(out):
        for seed in range(4):
            logits = tf.random.stateless_normal([6, 3], [seed, 2])
            labels = tf.random.stateless_uniform([6], [seed, 3], 0, 3, tf.int32)
            accuracies.append(evaluator.evaluate_batch(logits, labels).numpy())
    tf.config.run_functions_eagerly(False)
    lines = out.getvalue().splitlines()
    return accuracies, [line for line in lines if not line.startswith("Tracing")], lines


if __name__ == "__main__":
    eager_values, eager_rest, eager_lines = drive(True)
    graph_values, graph_rest, graph_lines = drive(False)
    np.testing.assert_allclose(eager_values, graph_values)
    assert eager_rest == graph_rest == []  # tf.print writes to the process's own stdout
    assert sum(line.startswith("Tracing") for line in eager_lines) == 4
    assert sum(line.startswith("Tracing") for line in graph_lines) == 1
    print("proved")
