"""An attribute lr of the program's settings, from which the optimizer is made."""

import argparse

import keras
import tensorflow as tf

settings = argparse.Namespace(lr=1.0)
settings.lr = 0.25
weights = tf.Variable(0.0)
optimizer = keras.optimizers.SGD(settings.lr)
optimizer.build([weights])


@tf.function
def step(gradient):
    optimizer.apply_gradients([(gradient, weights)])


def run():
    for _ in range(2):
        step(tf.constant(-1.0))
    return {"results": weights.numpy(), "wanted": 0.5}
