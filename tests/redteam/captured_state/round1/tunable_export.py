"""Exports a text classifier whose calibration can be tuned after loading."""
from __future__ import annotations

import os
import tempfile

import numpy as np
import tensorflow as tf


class Classifier(tf.Module):
    """Bag-of-words scores; ``buckets`` belongs to the architecture."""

    def __init__(self, buckets: int, classes: int) -> None:
        super().__init__()
        self.buckets = buckets
        self.floor = 1e-3
        weights = np.sin(np.arange(buckets * classes)).reshape(buckets, classes)
        self.weights = tf.Variable(weights, dtype=tf.float32)
        self.temperature = tf.Variable(1.0, trainable=False)

    @tf.function(input_signature=[tf.TensorSpec([None], tf.string), tf.TensorSpec([], tf.int32)])
    def classify(self, words: tf.Tensor, repeats: tf.Tensor) -> tf.Tensor:
        hashed = tf.strings.to_hash_bucket_fast(words, self.buckets)
        logits = tf.reduce_sum(tf.gather(self.weights, hashed), axis=0) * tf.cast(repeats, tf.float32)
        return tf.maximum(self.floor, tf.nn.softmax(logits / self.temperature))


def calibrate(model: Classifier, temperature: float) -> None:
    model.temperature.assign(temperature)


def export(folder: str) -> tuple[Classifier, str]:
    model = Classifier(buckets=16, classes=3)
    calibrate(model, 2.0)
    path = os.path.join(folder, "classifier")
    tf.saved_model.save(model, path)
    return model, path


def sweep(model, temperatures: list[float]) -> np.ndarray:
    words = tf.constant(["the", "film", "was", "good"])
    rows = []
    for repeats, temperature in enumerate(temperatures, start=1):
        model.temperature.assign(temperature)
        rows.append(model.classify(words, tf.constant(repeats)).numpy())
    return np.stack(rows)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        model, path = export(folder)
        restored = tf.saved_model.load(path)
        assert float(restored.temperature) == 2.0
        served = sweep(restored, [0.5, 2.0, 8.0])
    local = sweep(model, [0.5, 2.0, 8.0])
    assert model.classify.experimental_get_tracing_count() <= 2
    tf.config.run_functions_eagerly(True)
    eager = sweep(Classifier(buckets=16, classes=3), [0.5, 2.0, 8.0])
    np.testing.assert_allclose(served, eager, rtol=1e-4)
    np.testing.assert_allclose(local, eager, rtol=1e-4)
    assert len({tuple(row) for row in eager.round(4)}) == 3
    print("proved")
