"""Quantile regression on a table whose columns come as a dictionary of tensors."""
import collections

import keras
import numpy as np
import tensorflow as tf

COLUMNS = ("rooms", "area", "distance")
QUANTILES = (0.1, 0.5, 0.9)

Batch = collections.namedtuple("Batch", ["columns", "price"])


def houses(count=40, seed=0):
    rng = np.random.default_rng(seed)
    table = {name: rng.random([count, 1]).astype(np.float32) for name in COLUMNS}
    price = table["rooms"] + 2.0 * table["area"] - table["distance"]
    return tf.data.Dataset.from_tensor_slices((table, price)).shuffle(count).batch(10)


model = keras.Sequential([keras.Input([len(COLUMNS)]), keras.layers.Dense(len(QUANTILES))])
optimizer = keras.optimizers.Adam(0.05)
optimizer.build(model.trainable_variables)


def pinball(error, quantiles):
    levels = tf.constant(quantiles)
    return tf.reduce_mean(tf.maximum(levels * error, (levels - 1.0) * error))


@tf.function
def train_step(batch, quantiles):
    features = tf.concat([batch.columns[name] for name in COLUMNS], axis=-1)
    with tf.GradientTape() as tape:
        loss = pinball(batch.price - model(features, training=True), quantiles)
    gradients = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(gradients, model.trainable_variables))
    return loss


@tf.function
def combine(losses):
    return tf.stack([tf.reduce_mean(losses), tf.math.reduce_std(losses)])


def train(epochs):
    summary = []
    for epoch in range(epochs):
        losses = []
        for number, (columns, price) in enumerate(houses(seed=epoch)):
            if number % 2:  # the order of the columns does not matter
                columns = {name: columns[name] for name in reversed(COLUMNS)}
            losses.append(train_step(Batch(columns, price), [0.1, 0.5, 0.9]))
        mean, deviation = combine(losses).numpy()
        summary.append((epoch, mean, deviation))
    return summary


if __name__ == "__main__":
    rows = train(epochs=5)
    assert len(rows) == 5 and np.isfinite(rows).all()
    assert train_step.experimental_get_tracing_count() == 1
    assert combine.experimental_get_tracing_count() == 1
    print("proved")
