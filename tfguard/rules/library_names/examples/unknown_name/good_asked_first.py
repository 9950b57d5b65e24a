"""Names that may be there one day, for code that asks first or is ready to miss them."""

import contextlib

import tensorflow as tf

try:
    from tensorflow.keras.layers import DenseFromTheFuture as Dense
except ImportError:
    from tensorflow.keras.layers import Dense

dense = Dense(1, kernel_initializer="ones")


def mean(x):
    if hasattr(tf, "reduce_average"):
        return tf.reduce_average(x)
    return tf.reduce_mean(x)


def warm_up():
    with contextlib.suppress(AttributeError):
        tf.config.experimental.warm_up()


@tf.function
def score(x):
    return mean(dense(x))


def run():
    warm_up()
    return [float(score(tf.fill([2, 2], value))) for value in (1.0, 2.0, 3.0)]
