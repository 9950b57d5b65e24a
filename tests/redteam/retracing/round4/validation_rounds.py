"""Trains a flower classifier and validates it after every epoch."""
from unittest import mock

import keras
import numpy as np
import tensorflow as tf

CLASSES = 3
BATCH = 10


def flowers(count, seed):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, CLASSES, count)
    petals = rng.normal(size=[count, 4]) + labels[:, None]
    dataset = tf.data.Dataset.from_tensor_slices((petals.astype(np.float32), labels))
    return dataset.batch(BATCH, drop_remainder=True)


def make_model():
    return keras.Sequential([
        keras.Input([4]),
        keras.layers.Dense(8, activation="relu"),
        keras.layers.Dense(CLASSES),
    ])


def make_train_step(model, optimizer):
    loss_fn = keras.losses.SparseCategoricalCrossentropy(from_logits=True)

    @tf.function
    def train_step(x, y):
        with tf.GradientTape() as tape:
            loss = loss_fn(y, model(x, training=True))
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables))
        return loss

    return train_step


def evaluate(model, dataset):
    """Accuracy of the model on a data set."""
    accuracy = keras.metrics.SparseCategoricalAccuracy()

    @tf.function  # expect: tf-function-in-loop
    def test_step(x, y):  # allow: tf-function-in-loop
        accuracy.update_state(y, model(x, training=False))

    for x, y in dataset:
        test_step(x, y)
    return float(accuracy.result())


def main(model, epochs=4):
    training, validation = flowers(30, seed=0), flowers(20, seed=1)
    train_step = make_train_step(model, keras.optimizers.Adam(0.01))
    best = 0.0
    for epoch in range(epochs):
        for x, y in training:
            train_step(x, y)
        score = evaluate(model, validation)
        best = max(best, score)
        print(f"epoch {epoch}: accuracy {score:.2f} (best {best:.2f})")
    return best


if __name__ == "__main__":
    network = make_model()
    main(network)
    spy = mock.Mock(wraps=network)
    data = flowers(20, seed=1)
    for _ in range(5):
        evaluate(spy, data)
    assert spy.call_count == 5  # two batches each: one trace a call of evaluate
    print("proved")
