"""Finds caries on dental pictures: an epoch in one graph, with snapshots of weights on the way."""
import tempfile

import keras
import numpy as np
import tensorflow as tf


def build():
    keras.utils.set_random_seed(14)
    layers = [keras.layers.Dense(3, activation="relu"), keras.layers.Dense(1)]
    return keras.Sequential([keras.Input((4,)), *layers])


class Fitter:
    """Runs epochs; keeps the best weights by a hook."""

    def __init__(self, model, folder):
        self.model = model
        self.optimizer = keras.optimizers.SGD(0.1)
        self.optimizer.build(model.trainable_variables)
        self.checkpoint = tf.train.Checkpoint(model=model)
        self.folder = folder
        self.average = [tf.Variable(tf.zeros_like(w)) for w in model.weights]

    def gradients(self, images, labels):
        with tf.GradientTape() as tape:
            logits = self.model(images, training=True)[:, 0]
            loss = tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, logits))
        return loss, tape.gradient(loss, self.model.trainable_variables)

    def after(self, loss):
        """A hook."""

    @tf.function
    def epoch(self, images, labels):
        last = tf.constant(0.0)
        for half in tf.range(2):
            part = images[half * 4 : half * 4 + 4]
            last, gradients = self.gradients(part, labels[half * 4 : half * 4 + 4])
            self.optimizer.apply_gradients(zip(gradients, self.model.trainable_variables))
        self.after(last)
        return last


class Averaging(Fitter):
    def after(self, loss):
        for mean, weight in zip(self.average, self.model.get_weights()):  # expect: tf-keras-eager-api
            mean.assign(0.9 * mean + 0.1 * weight)


class StagedAveraging(Fitter):
    def after(self, loss):
        for mean, weight in zip(self.average, self.model.weights):
            mean.assign(0.9 * mean + 0.1 * tf.convert_to_tensor(weight))


class Saving(Fitter):
    def after(self, loss):
        self.checkpoint.save(self.folder + "/step")  # expect: tf-keras-eager-api


def saved(fitter, images, labels, epochs=2):
    """Snapshots between the calls of the graph."""
    losses = []
    for number in range(epochs):
        losses.append(float(fitter.epoch(images, labels)))
        fitter.checkpoint.save(fitter.folder + "/epoch")
        fitter.model.save_weights(f"{fitter.folder}/{number}.weights.h5")
    return losses, [w.sum() for w in fitter.model.get_weights()]


def pictures():
    images = np.random.default_rng(3).normal(size=(8, 4)).astype(np.float32)
    return tf.constant(images), tf.constant(np.float32(images[:, 0] > 0.0))


def failure(fitter):
    try:
        fitter.epoch(*pictures())
    except NotImplementedError as error:
        return str(error)
    raise AssertionError("an epoch ran")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        eager, graph = Averaging(build(), folder), StagedAveraging(build(), folder)
        tf.config.run_functions_eagerly(True)
        first = saved(eager, *pictures())
        keeper = Saving(build(), folder)
        keeper.epoch(*pictures())
        tf.config.run_functions_eagerly(False)
        second = saved(graph, *pictures())
        np.testing.assert_allclose(np.hstack(first), np.hstack(second), rtol=1e-4)
        for a, b in zip(eager.average, graph.average, strict=True):
            np.testing.assert_allclose(a, b, rtol=1e-4)
        text = failure(eager)
        assert "self.model.get_weights()" in text and "numpy() is only available" in text, text
        text = failure(keeper)
        assert 'self.checkpoint.save(self.folder + "/step")' in text, text
        assert "save() from a function is not supported" in text, text
    print("proved")
