"""Classifies tissue patches; batches have a fixed size and layers know their static widths."""
import keras
import numpy as np
import tensorflow as tf

SIDE, BATCH = 4, 3


class Patchify(keras.layers.Layer):
    """Cuts images into columns; only sizes that Keras knows are used as numbers."""

    def __init__(self, width=2, **kwargs):
        super().__init__(**kwargs)
        self.width = width

    def build(self, input_shape):
        self.columns = int(input_shape[2]) // int(self.width)
        self.gain = self.add_weight(shape=(self.columns, 1), initializer="ones", name=f"gain_{self.columns}")

    def call(self, images, training=False):
        height, channels = images.shape[1], images.shape[-1]
        flat = keras.ops.reshape(images, (-1, self.columns, height * self.width * channels))
        scale = 1.0 / np.sqrt(height * self.width)
        if training:
            flat = flat + 0.01
        return flat * self.gain * float(scale)


def overlap(batch, labels):
    """The batch size is static because the last batch is dropped."""
    half = batch.shape[0] // 2
    mixed = [0.5 * (batch[i] + batch[(i + half) % batch.shape[0]]) for i in range(batch.shape[0])]
    return tf.stack(mixed), labels


def patches(count=10):
    labels = np.arange(count) % 2
    images = labels[:, None, None, None] + 0.1 * np.random.default_rng(4).normal(size=(count, SIDE, SIDE, 1))
    return tf.data.Dataset.from_tensor_slices((images.astype("float32"), labels))


def pipeline():
    return patches().batch(BATCH, drop_remainder=True).map(overlap)


def build():
    return keras.Sequential([
        keras.layers.Input((SIDE, SIDE, 1)),
        Patchify(),
        keras.layers.Flatten(),
        keras.layers.Dense(2),
    ])


def train(epochs=1):
    model = build()
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    history = model.fit(pipeline(), epochs=epochs, verbose=0)
    return model, history.history


if __name__ == "__main__":
    for (images, _), (raw, labels) in zip(pipeline(), patches().batch(BATCH, drop_remainder=True)):
        assert np.allclose(images, overlap(raw, labels)[0])
    network, logs = train()
    assert np.isfinite(logs["loss"][0])
    layer = Patchify()
    eager = layer(raw)
    assert np.allclose(tf.function(layer)(raw), eager)
    print("proved")
