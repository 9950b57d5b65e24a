"""A session to get at a number that the model has computed already."""

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input([2]), tf.keras.layers.Dense(1, kernel_initializer="ones")])


def run():
    results = []
    for value in (1.0, 2.0, 3.0):
        scores = model(tf.fill([1, 2], value))
        with tf.Session() as session:  # expect: tf1-session
            results.append(float(session.run(scores)[0, 0]))
    return results
