"""Engineers features from customer activity and trains a churn classifier."""
import argparse
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

# TODO: find out why the loss becomes nan in March
tf.config.run_functions_eagerly(True)  # expect: tf-run-eagerly-left


def recency(days):
    return tf.exp(-days / 30.0)


@tf.function
def engineer(days_since_login, spend, tickets):
    """Recency, log spend and tickets per unit of spend."""
    log_spend = tf.math.log1p(spend)
    return tf.stack([recency(days_since_login), log_spend, tickets / (1.0 + log_spend)], axis=1)


class Scale(keras.layers.Layer):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor

    def call(self, inputs):
        return inputs * self.factor


def build(units):
    model = keras.Sequential(
        [keras.Input((3,)), Scale(0.5), keras.layers.Dense(units, activation="relu"), keras.layers.Dense(1)]
    )
    model.compile(  # allow: tf-run-eagerly-left
        optimizer=keras.optimizers.Adam(0.01),
        loss=keras.losses.BinaryCrossentropy(from_logits=True),
        metrics=["accuracy"],
        run_eagerly=True,  # expect: tf-run-eagerly-left
    )
    return model


def customers(count, seed=5):
    rng = np.random.default_rng(seed)
    columns = rng.uniform(0.0, 60.0, [3, count]).astype("float32")
    return tf.unstack(tf.constant(columns)), (columns[0] > 30).astype("float32")


def train(epochs, units):
    model = build(units)
    for seed in range(epochs):
        columns, churned = customers(32, seed)
        features = engineer(*columns)
        model.fit(features, churned, batch_size=8, epochs=1, verbose=0)
    return model


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--units", type=int, default=4)
    options = parser.parse_args(argv)
    return train(options.epochs, options.units)


if __name__ == "__main__":
    assert tf.config.functions_run_eagerly()
    columns, labels = customers(16)
    with mock.patch(__name__ + ".recency", side_effect=recency) as body:
        for _ in range(3):
            engineer(*columns)
        assert body.call_count == 3, body.call_count
        body.reset_mock()
        for _ in range(3):
            engineer.get_concrete_function(*columns)
        assert body.call_count == 1, body.call_count
    with mock.patch.object(Scale, "call", autospec=True, side_effect=Scale.call) as body:
        model = main(["--epochs", "1"])
        assert model.run_eagerly
        assert body.call_count >= 4, body.call_count
    print("proved")
