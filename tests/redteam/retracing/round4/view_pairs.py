"""Contrastive pre-training on two augmented views of each image (SimCLR style)."""
import functools

import keras
import numpy as np
import tensorflow as tf

TEMPERATURE = 0.5
NOISE = 0.1
EPOCHS = 3

encoder = keras.Sequential([
    keras.Input([6, 6, 1]),
    keras.layers.Flatten(),
    keras.layers.Dense(8, activation="relu"),
    keras.layers.Dense(4),
])
optimizer = keras.optimizers.Adam(1e-3)


def add_noise(images, stddev):
    return images + tf.random.normal(tf.shape(images), stddev=stddev)


def nt_xent(first, second, temperature=TEMPERATURE):
    first, second = tf.math.l2_normalize(first, 1), tf.math.l2_normalize(second, 1)
    logits = tf.matmul(first, second, transpose_b=True) / temperature
    labels = tf.range(tf.shape(first)[0])
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


@tf.function
def contrastive_step(images, augment):
    with tf.GradientTape() as tape:
        loss = nt_xent(encoder(augment(images)), encoder(augment(images)))
    gradients = tape.gradient(loss, encoder.trainable_variables)
    optimizer.apply_gradients(zip(gradients, encoder.trainable_variables))
    return loss


def unlabelled(count=12):
    pixels = np.random.default_rng(5).random([count, 6, 6, 1]).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices(pixels).batch(6, drop_remainder=True)


def pretrain(dataset, epochs=EPOCHS):
    mean_loss = keras.metrics.Mean()
    for epoch in range(epochs):
        mean_loss.reset_state()
        for images in dataset:
            loss = contrastive_step(images, functools.partial(add_noise, stddev=NOISE))  # expect: tf-object-arg
            mean_loss.update_state(loss)
        print(f"epoch {epoch + 1}/{epochs}: {float(mean_loss.result()):.4f}")
    return mean_loss


if __name__ == "__main__":
    kept = functools.partial(add_noise, stddev=NOISE)
    for batch in unlabelled().repeat(2):
        contrastive_step(batch, kept)
    control = contrastive_step.experimental_get_tracing_count()
    assert control == 2
    pretrain(unlabelled())
    assert contrastive_step.experimental_get_tracing_count() == control + 2 * EPOCHS
    print("proved")
