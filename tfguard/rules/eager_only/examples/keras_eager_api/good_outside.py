"""The cure: saving, predicting and reading weights in the caller."""

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input([2]), tf.keras.layers.Dense(1, kernel_initializer="ones")])


@tf.function
def score(x):
    return tf.reduce_sum(model(x, training=False))


def run():
    results = [float(score(tf.fill([1, 2], value))) for value in (1.0, 2.0, 3.0)]
    results.append(float(model.predict(tf.ones([1, 2]), verbose=0)[0, 0]))
    results.append(len(model.get_weights()))
    return results
