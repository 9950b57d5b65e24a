"""predict() makes a graph of its own and needs arrays."""

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input([2]), tf.keras.layers.Dense(1, kernel_initializer="ones")])


@tf.function
def score(x):
    return tf.reduce_sum(model.predict(x, verbose=0))  # expect: tf-keras-eager-api


def run():
    return [float(score(tf.fill([1, 2], value))) for value in (1.0, 2.0, 3.0)]
