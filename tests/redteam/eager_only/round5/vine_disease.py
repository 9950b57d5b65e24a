"""Recognises diseases of vines: Keras layers over patches of leaves, and a loss with a prior."""
import keras
import numpy as np
import tensorflow as tf
from keras import ops

CLASSES = ("healthy", "mildew", "rot")


def prior(counts):
    """By NumPy, when the model is made."""
    shares = np.asarray(counts, dtype=np.float32) / np.sum(counts)
    return np.log(np.clip(shares, 1e-3, None))


class Patches(keras.layers.Layer):
    """Cuts leaves into patches; the batch is whatever it is."""

    def __init__(self, size, **options):
        super().__init__(**options)
        self.size = int(size)
        self.bias = float(np.log(2.0))

    def build(self, shape):
        self.patches = shape[1] // self.size
        self.scale = self.add_weight(shape=(self.patches, 1), initializer="ones", name=f"scale_{self.size}")

    def call(self, leaves, training=False):
        batch = leaves.shape[0] or ops.shape(leaves)[0]
        patches = ops.reshape(leaves, (batch, self.patches, self.size))
        if leaves.shape[0] is None:
            patches = ops.reshape(leaves, (-1, self.patches, self.size))
        features = int(np.prod(patches.shape[1:]))
        return ops.reshape(patches * self.scale + self.bias, (-1, features))


class Mixture(keras.layers.Layer):
    def call(self, features):
        noise = tf.ones([tf.shape(features)[0], features.shape[-1]])
        width = features.shape[-1] * 1.0
        total = sum(features.shape[1:])
        parts = tf.split(features, 2, axis=-1)
        return tf.concat(parts, axis=-1) * noise / (1.0 + np.sqrt(width) / total)


class Balanced(keras.losses.Loss):
    """Logits are moved by the prior."""

    def __init__(self, counts):
        super().__init__(name="balanced")
        self.prior = prior(counts)

    def call(self, y_true, y_pred):
        y_true = tf.reshape(tf.cast(y_true, tf.int32), [-1])
        moved = y_pred + self.prior
        rows = tf.cast(tf.shape(moved)[0], moved.dtype)
        losses = tf.nn.sparse_softmax_cross_entropy_with_logits(y_true, moved)
        return losses * rows / (rows + np.float32(1e-7) * len(CLASSES))


def recall(y_true, y_pred):
    """A metric by name."""
    hits = tf.cast(tf.argmax(y_pred, axis=-1, output_type=tf.int32) == tf.cast(y_true, tf.int32), tf.float32)
    return tf.reduce_mean(hits)


class Report(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        weights = self.model.layers[0].scale.numpy()
        if np.isnan(weights).any() or math_error(float(logs["loss"])):
            self.model.stop_training = True


def math_error(value):
    return bool(value != value)


def train(eagerly=False):
    keras.utils.set_random_seed(31)
    rng = np.random.default_rng(3)
    leaves = rng.normal(size=(10, 8)).astype(np.float32)
    labels = (np.abs(leaves[:, 0]) * 2.0).astype(np.int32) % len(CLASSES)
    counts = np.bincount(labels, minlength=len(CLASSES))
    model = keras.Sequential([Patches(4), Mixture(), keras.layers.Dense(len(CLASSES))])
    model.compile(keras.optimizers.SGD(0.1), loss=Balanced(counts), metrics=[recall], run_eagerly=eagerly)
    model.fit(leaves, labels, batch_size=4, epochs=3, shuffle=False, verbose=0, callbacks=[Report()])
    predicted = model.predict(leaves[:3], verbose=0)
    score = model.evaluate(leaves, labels, batch_size=5, verbose=0)
    return [predicted, score, *[np.array(weight) for weight in model.get_weights()]]


if __name__ == "__main__":
    graph, eager = train(), train(eagerly=True)
    for left, right in zip(graph, eager, strict=True):
        np.testing.assert_allclose(left, right, rtol=1e-3, atol=1e-5)
    assert graph[0].shape == (3, len(CLASSES))
    print("proved")
