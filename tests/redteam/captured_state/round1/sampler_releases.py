"""Publishes a sampler at several temperatures for a serving team."""
import os
import tempfile

import numpy as np
import tensorflow as tf


class Sampler(tf.Module):
    def __init__(self, logits):
        super().__init__(name="sampler")
        self.logits = tf.Variable(logits, dtype=tf.float32)
        self.temperature = 1.0

    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def probabilities(self, bias):
        logits = self.logits + bias
        return tf.nn.softmax(logits / self.temperature)  # allow: tf-attribute-read


def publish(sampler, folder, temperature):
    """Writes a release and returns its path."""
    sampler.temperature = temperature
    path = os.path.join(folder, f"temperature-{temperature:.1f}")
    tf.saved_model.save(sampler, path)  # expect: tf-saved-python-value
    return path


def release_all(folder, temperatures):
    sampler = Sampler([0.0, 1.0, 2.0])
    return {value: publish(sampler, folder, value) for value in temperatures}


def serve(path, bias):
    model = tf.saved_model.load(path)
    return model.probabilities(tf.constant(bias, tf.float32)).numpy()


def softmax(values):
    exponents = np.exp(values - np.max(values))
    return exponents / exponents.sum()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        releases = release_all(folder, [1.0, 0.5, 0.1])
        answers = {value: serve(path, [0.0, 0.0, 0.0]) for value, path in releases.items()}
    for value in (1.0, 0.5, 0.1):
        np.testing.assert_allclose(answers[value], softmax(np.arange(3.0)), rtol=1e-5)
    assert not np.allclose(answers[0.1], softmax(np.arange(3.0) / 0.1))
    print("proved")
