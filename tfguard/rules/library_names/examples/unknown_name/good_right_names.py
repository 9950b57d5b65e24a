"""The cure: the names that TensorFlow and Keras have."""

import tensorflow as tf
from tensorflow import keras
from tensorflow.keras.layers import Dense

K = tf.keras.backend
dense = Dense(1, kernel_initializer="ones")
optimizer = keras.optimizers.Adam(0.1)


@tf.function
def score(x):
    return tf.reduce_mean(tf.nn.relu(dense(x))) + K.epsilon()


def run():
    return [float(score(tf.fill([2, 2], value))) for value in (1.0, 2.0, 3.0)]
