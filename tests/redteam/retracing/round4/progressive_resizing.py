"""Trains an object detector's backbone on images that grow during training."""
import keras
import numpy as np
import tensorflow as tf

START_SIZE, STOP_SIZE, SIZE_STEP = 8, 32, 4


def make_backbone():
    return keras.Sequential([
        keras.Input([None, None, 3]),
        keras.layers.Conv2D(4, 3, padding="same", activation="relu"),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(4),
    ])


backbone = make_backbone()
optimizer = keras.optimizers.Adam(1e-3)
box_loss = keras.losses.Huber()


@tf.function
def train_on_batch(images, boxes):
    with tf.GradientTape() as tape:
        loss = box_loss(boxes, backbone(images, training=True))
    gradients = tape.gradient(loss, backbone.trainable_variables)
    optimizer.apply_gradients(zip(gradients, backbone.trainable_variables))
    return loss


def scenes(count=8):
    rng = np.random.default_rng(6)
    images = rng.random([count, 40, 40, 3]).astype(np.float32)
    boxes = rng.random([count, 4]).astype(np.float32)
    return tf.data.Dataset.from_tensor_slices((images, boxes)).batch(4, drop_remainder=True)


def fit(dataset):
    history = {}
    for size in range(START_SIZE, STOP_SIZE, SIZE_STEP):
        loss_at_size = keras.metrics.Mean()
        for images, boxes in dataset:
            resized = tf.image.resize(images, [size, size])
            loss_at_size.update_state(train_on_batch(resized, boxes))  # expect: tf-shape-retrace
        history[size] = float(loss_at_size.result())
    return history


if __name__ == "__main__":
    for pictures, targets in scenes().repeat(2):
        train_on_batch(pictures, targets)
    control = train_on_batch.experimental_get_tracing_count()
    assert control == 2
    losses = fit(scenes())
    assert list(losses) == [8, 12, 16, 20, 24, 28]
    assert train_on_batch.experimental_get_tracing_count() == control + 6
    print("proved")
