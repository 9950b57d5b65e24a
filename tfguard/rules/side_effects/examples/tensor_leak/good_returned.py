"""The cure: return the tensor; outside it has a value."""

import tensorflow as tf


@tf.function
def forward(inputs):
    hidden = tf.nn.relu(inputs)
    return tf.reduce_sum(hidden), hidden


def run():
    activations = []
    for scale in (1.0, 2.0):
        _, hidden = forward(tf.constant([1.0, -1.0]) * scale)
        activations.append(hidden)
    return [tf.reduce_mean(hidden).numpy() for hidden in activations]
