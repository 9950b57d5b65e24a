"""Fits the scaling of wind measurements block by block, then compiles, evaluates and exports once."""
import tempfile

import numpy as np
import tensorflow as tf


class StandardScaler:
    """Chan's update; `finish` must come before the scaler is used."""

    def __init__(self):
        self.count = 0
        self.mean = 0.0
        self.squares = 0.0
        self.deviation = None

    def partial_fit(self, block):
        delta = block.mean(axis=0) - self.mean
        total = self.count + len(block)
        self.squares = (self.squares + ((block - block.mean(axis=0)) ** 2).sum(axis=0)
                        + delta ** 2 * self.count * len(block) / total)
        self.mean = self.mean + delta * len(block) / total
        self.count = total

    def finish(self):
        self.deviation = np.sqrt(self.squares / self.count).astype(np.float32)
        self.mean = self.mean.astype(np.float32)
        return self

    def transform(self, block):
        return (block - self.mean) / self.deviation


class PowerModel(tf.Module):
    def __init__(self, scaler, features):
        super().__init__()
        self.scaler = scaler
        self.weights = tf.Variable(tf.ones([features]))

    @tf.function(input_signature=[tf.TensorSpec([None, 3], tf.float32)])
    def power(self, measurements):
        scaled = self.scaler.transform(measurements)
        return tf.nn.relu(tf.linalg.matvec(scaled, self.weights))


def measurement_blocks(blocks=5, rows=40):
    rng = np.random.default_rng(13)
    for index in range(blocks):
        yield rng.normal(loc=index, scale=2.0, size=(rows, 3))


def fit_scaler(blocks):
    scaler = StandardScaler()
    for block in blocks:
        scaler.partial_fit(block)
    return scaler.finish()


def main(folder):
    scaler = fit_scaler(measurement_blocks())
    model = PowerModel(scaler, features=3)
    powers = [model.power(tf.constant(block, tf.float32)).numpy() for block in measurement_blocks()]
    tf.saved_model.save(model, folder)
    return model, powers


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        model, powers = main(folder)
        served = tf.saved_model.load(folder)
    everything = np.concatenate(list(measurement_blocks()))
    for block, power in zip(measurement_blocks(), powers):
        scaled = (block - everything.mean(axis=0)) / everything.std(axis=0)
        wanted = np.maximum(scaled.sum(axis=1), 0.0)
        assert np.allclose(power, wanted, atol=1e-4)
        assert np.allclose(served.power(tf.constant(block, tf.float32)), wanted, atol=1e-4)
    print("proved")
