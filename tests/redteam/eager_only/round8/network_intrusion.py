"""Detects anomalous connections with an autoencoder; an option runs all functions eagerly."""
import argparse
import contextlib

import keras
import numpy as np
import tensorflow as tf

FIELDS = 5


@contextlib.contextmanager
def eager_functions(wanted):
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(wanted)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)


@tf.function
def standardize(rows):
    mean, variance = tf.nn.moments(rows, axes=[0])
    return (rows - mean) / tf.sqrt(variance + 1e-3)


def build(debug):
    model = keras.Sequential([
        keras.layers.Input((FIELDS,)),
        keras.layers.Dense(2, activation="tanh"),
        keras.layers.Dense(FIELDS),
    ])
    model.compile("adam", "mse", run_eagerly=debug)
    return model


def connections(count=32):
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(count, 1)) * np.ones(FIELDS) + 0.1 * rng.normal(size=(count, FIELDS))
    rows[3] = [4.0, -4.0, 4.0, -4.0, 4.0]
    return tf.constant(rows, tf.float32)


def options(argv=None):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--debug", action="store_true")
    parser.add_argument("--epochs", type=int, default=2)
    return parser.parse_args(argv)


def main(argv=None):
    args = options(argv)
    if args.debug:
        tf.config.run_functions_eagerly(True)
    else:
        tf.config.run_functions_eagerly(False)
    rows = standardize(connections())
    model = build(args.debug)
    model.fit(rows, rows, epochs=args.epochs, verbose=0)
    errors = np.mean(np.square(model.predict(rows, verbose=0) - rows), axis=1)
    return int(np.argmax(errors)), model


if __name__ == "__main__":
    suspect, autoencoder = main(["--epochs", "1"])
    assert not tf.config.functions_run_eagerly() and not autoencoder.run_eagerly
    assert standardize.experimental_get_tracing_count() == 1 and suspect == 3
    with eager_functions(True):
        reference = standardize(connections())
    assert not tf.config.functions_run_eagerly()
    assert np.allclose(standardize(connections()), reference, atol=1e-5)
    assert standardize.experimental_get_tracing_count() == 1
    print("proved")
