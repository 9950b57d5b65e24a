"""Trains a perceptron and writes its curves for TensorBoard."""
import tempfile
from unittest import mock

import numpy as np
import tensorflow as tf


class Tracker:
    """Owns the writers of a run."""

    def __init__(self, folder):
        self.train_writer = tf.summary.create_file_writer(folder + "/train")
        self.test_writer = tf.summary.create_file_writer(folder + "/test")

    def close(self):
        self.train_writer.close()
        self.test_writer.close()


class TrackedModel:
    def __init__(self, width, tracker):
        self.weights = tf.Variable(tf.zeros([width]))
        self.tracker = tracker

    def margin_loss(self, features, signs):
        return tf.reduce_mean(tf.nn.relu(0.1 - signs * tf.linalg.matvec(features, self.weights)))

    @tf.function
    def train(self, features, signs, step):
        with tf.GradientTape() as tape:
            loss = self.margin_loss(features, signs)
        gradient = tape.gradient(loss, self.weights)
        self.weights.assign_sub(0.1 * gradient)
        with self.tracker.train_writer.as_default():
            tf.summary.scalar("loss", loss, step=step)  # expect: tf-summary-step
        return loss

    @tf.function
    def test(self, features, signs, epoch):
        loss = self.margin_loss(features, signs)
        with self.tracker.test_writer.as_default(epoch):
            tf.summary.scalar("loss", loss)
        return loss


def run(folder, epochs=3, steps=2):
    generator = np.random.default_rng(7)
    features = tf.constant(generator.normal(size=[16, 2]), tf.float32)
    signs = tf.sign(features[:, 0])
    tracker = Tracker(folder)
    model = TrackedModel(2, tracker)
    global_step = 0
    for epoch in range(epochs):
        for _ in range(steps):
            model.train(features, signs, global_step)  # expect: tf-python-scalar-arg
            global_step += 1
        model.test(features, signs, tf.constant(epoch, tf.int64))
    tracker.close()
    return model


if __name__ == "__main__":
    def plain_scalar(name, data, step=None):
        """Stands in for TensorBoard's function where that is not installed."""
        return tf.summary.write(name, data, step=step)

    with tempfile.TemporaryDirectory() as folder, mock.patch.object(tf.summary, "scalar", plain_scalar):
        model = run(folder)
        assert model.train.experimental_get_tracing_count() == 6
        assert model.test.experimental_get_tracing_count() == 1
    print("proved")
