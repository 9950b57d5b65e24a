"""Calling the model works; a project's own predict() and save() are what it makes of them."""

import tensorflow as tf

model = tf.keras.Sequential([tf.keras.Input([2]), tf.keras.layers.Dense(1, kernel_initializer="ones")])


class Filter:
    def __init__(self):
        self.state = tf.Variable(0.0)

    def predict(self, x):
        return self.state + x

    def save(self, x):
        self.state.assign(x)


smoother = Filter()


@tf.function
def score(x):
    value = smoother.predict(tf.reduce_sum(model(x, training=False)))
    smoother.save(value)
    return value


def run():
    smoother.state.assign(0.0)
    return [float(score(tf.fill([1, 2], value))) for value in (1.0, 2.0, 3.0)]
