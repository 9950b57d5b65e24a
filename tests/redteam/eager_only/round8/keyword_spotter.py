"""Trains a small keyword spotter on synthetic filterbank features."""
import argparse

import keras
import numpy as np
import tensorflow as tf

tf.config.run_functions_eagerly(True)  # unseen: tf-run-eagerly-left

BANDS, FRAMES, WORDS = 5, 6, 3


@tf.function
def augment(features, noise):
    """Adds noise and masks one band in the middle."""
    keep = tf.cast(tf.range(BANDS) != BANDS // 2, tf.float32)
    return (features + 0.1 * noise) * keep


def build(width):
    model = keras.Sequential([
        keras.layers.Input((FRAMES, BANDS)),
        keras.layers.Flatten(),
        keras.layers.Dense(width, activation="relu"),
        keras.layers.Dense(WORDS),
    ])
    model.compile(
        optimizer=keras.optimizers.Adam(1e-2),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
        run_eagerly=True,  # expect: tf-run-eagerly-left
    )
    return model


def recordings(count=24):
    labels = np.arange(count) % WORDS
    features = np.zeros((count, FRAMES, BANDS), "float32")
    features[np.arange(count), :, labels] = 1.0
    return features, labels


def main(argv=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, default=8)
    options = parser.parse_args(argv)
    features, labels = recordings()
    noisy = augment(tf.constant(features), tf.random.stateless_normal(features.shape, [1, 1]))
    model = build(options.width)
    return model, model.fit(noisy, labels, epochs=1, batch_size=8, verbose=0)


if __name__ == "__main__":
    trained, _ = main([])
    assert tf.config.functions_run_eagerly()
    assert augment.experimental_get_tracing_count() == 0
    tf.config.run_functions_eagerly(False)
    assert trained.run_eagerly
    augment(tf.zeros([2, FRAMES, BANDS]), tf.ones([2, FRAMES, BANDS]))
    assert augment.experimental_get_tracing_count() == 1
    print("proved")
