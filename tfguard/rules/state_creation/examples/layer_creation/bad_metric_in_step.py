"""A metric keeps its totals in variables; made in the step, it cannot."""

import keras
import tensorflow as tf


@tf.function
def evaluate(labels, predictions):
    accuracy = keras.metrics.BinaryAccuracy()  # expect: tf-layer-creation
    accuracy.update_state(labels, predictions)
    return accuracy.result()


def run():
    labels = tf.constant([[1.0], [0.0]])
    return [evaluate(labels, labels).numpy() for _ in range(2)]
