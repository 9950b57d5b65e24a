"""Trains a click model; options choose whether functions run eagerly, for debugging."""
import argparse
import os
from dataclasses import dataclass

import keras
import numpy as np
import tensorflow as tf


@dataclass
class Options:
    epochs: int = 2
    batch: int = 8
    debug: bool = False


def parse(arguments=None) -> Options:
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--debug", action="store_true", help="run everything eagerly")
    found = parser.parse_args(arguments)
    return Options(epochs=found.epochs, debug=found.debug)


def configure(options: Options) -> None:
    tf.config.run_functions_eagerly(options.debug)
    if os.environ.get("CLICK_MODEL_EAGER") == "1":
        tf.config.run_functions_eagerly(True)


def click_model(options: Options) -> keras.Model:
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile("sgd", "binary_crossentropy", metrics=["AUC"], run_eagerly=options.debug)
    return model


@tf.function
def log_loss(model_output, clicks):
    return tf.reduce_mean(keras.losses.binary_crossentropy(clicks, model_output))


def check_once(model, features, clicks):
    """Steps through the loss with a debugger's view, then goes back to graphs."""
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        value = log_loss(model(features), clicks)
    finally:
        tf.config.run_functions_eagerly(before)
    return float(value)


def main(arguments=None):
    options = parse(arguments)
    configure(options)
    rng = np.random.default_rng(3)
    features = rng.normal(size=(32, 3)).astype("float32")
    clicks = (features[:, :1] > 0).astype("float32")
    model = click_model(options)
    first = check_once(model, features, clicks)
    model.fit(features, clicks, batch_size=options.batch, epochs=options.epochs, verbose=0)
    return model, first, float(log_loss(model(features), tf.constant(clicks)))


if __name__ == "__main__":
    model, first, last = main([])
    assert last < first and not model.run_eagerly
    assert not tf.config.functions_run_eagerly()
    probe = tf.function(lambda v: v if tf.executing_eagerly() else -v)
    assert float(probe(tf.constant(1.0))) == -1.0
    print("proved")
