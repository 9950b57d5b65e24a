"""The text says that it marks a trace: running once a trace is what is wanted."""

import tensorflow as tf


@tf.function
def predict(batch):
    print("Tracing predict for", batch.shape)
    return tf.nn.softmax(batch)


@tf.function
def embed(batch):
    print("Retracing!")
    return tf.math.l2_normalize(batch, axis=-1)


def run():
    return [float(tf.reduce_sum(predict(embed(tf.ones([2, 4]) * scale)))) for scale in (1.0, 2.0)]
