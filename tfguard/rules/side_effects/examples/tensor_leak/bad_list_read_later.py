"""Activations kept in a list for later inspection: they are symbolic, and have no value."""

import tensorflow as tf

activations = []


@tf.function
def forward(inputs):
    hidden = tf.nn.relu(inputs)
    activations.append(hidden)  # expect: tf-container-mutation, tf-tensor-leak
    return tf.reduce_sum(hidden)


def run():
    forward(tf.constant([1.0, -1.0]))
    return float(tf.reduce_mean(activations[0]))
