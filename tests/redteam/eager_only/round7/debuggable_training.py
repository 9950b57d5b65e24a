"""Trains a regressor; functions run eagerly only where the user asks for it."""
import argparse
import contextlib
import os

import keras
import numpy as np
import tensorflow as tf

DEBUG = os.environ.get("REGRESSOR_DEBUG", "") == "1"


@contextlib.contextmanager
def eagerly(active):
    """Runs the functions of the block step by step, and turns that off again."""
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(active)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


if DEBUG:
    tf.config.run_functions_eagerly(True)
else:
    tf.config.run_functions_eagerly(False)


@tf.function
def standardise(columns):
    mean, variance = tf.nn.moments(columns, axes=[0])
    return (columns - mean) / tf.sqrt(variance + 1e-6)


class Tally(keras.layers.Layer):
    """Passes its input on and counts the batches in a weight."""

    def build(self, input_shape):
        self.batches = self.add_weight(shape=(), initializer="zeros", trainable=False, name="batches")

    def call(self, inputs, training=False):
        if training:
            self.batches.assign_add(1.0)
        return inputs


def build(options):
    model = keras.Sequential([keras.Input((2,)), Tally(), keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=options.debug)
    return model


def final_model():
    model = keras.Sequential([keras.Input((2,)), Tally(), keras.layers.Dense(1)])
    model.compile("sgd", "mse", run_eagerly=False)
    return model


def inspect(columns):
    """One pass with breakpoints in reach."""
    tf.config.run_functions_eagerly(True)
    try:
        return standardise(columns)
    finally:
        tf.config.run_functions_eagerly(False)


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_argument("--debug", action="store_true")
    options = parser.parse_args(argv)
    columns = tf.constant(np.random.default_rng(1).normal(2.0, 3.0, [12, 2]), tf.float32)
    if options.debug:
        tf.config.run_functions_eagerly(True)
    inputs = standardise(columns)
    targets = tf.reduce_sum(inputs, axis=1, keepdims=True)
    models = build(options), final_model()
    for model in models:
        model.fit(inputs, targets, batch_size=4, verbose=0)
    return models, columns


if __name__ == "__main__":
    (model, final), columns = main([])
    assert not tf.config.functions_run_eagerly()
    assert not model.run_eagerly and not final.run_eagerly
    assert float(model.layers[0].batches) == 3.0
    graph = standardise(columns)
    with eagerly(True):
        assert tf.config.functions_run_eagerly()
        assert np.allclose(graph, standardise(columns), atol=1e-5)
    assert np.allclose(graph, inspect(columns), atol=1e-5)
    assert not tf.config.functions_run_eagerly()
    print("proved")
