"""Scores candidate models on held-out data, by Keras' loop or by a loss of our own."""
from __future__ import annotations

import abc

import keras
import numpy as np
import tensorflow as tf

FEATURES = 2


def linear_model(scale: float) -> keras.Model:
    model = keras.Sequential(
        [keras.Input([FEATURES]), keras.layers.Dense(1, kernel_initializer=keras.initializers.Constant(scale))]
    )
    model.compile(optimizer="sgd", loss="mse")
    return model


class Selection(abc.ABC):
    """Chooses among candidates; subclasses say what a score is."""

    def __init__(self, candidates: list[keras.Model]):
        self.candidates = candidates

    @abc.abstractmethod
    def score(self, model: keras.Model, rows: tf.Tensor, targets: tf.Tensor) -> tf.Tensor:
        raise NotImplementedError

    @tf.function
    def best(self, rows: tf.Tensor, targets: tf.Tensor):
        scores = tf.stack([self.score(model, rows, targets) for model in self.candidates])
        return tf.argmin(scores), scores


class LossSelection(Selection):
    def score(self, model, rows, targets):
        return tf.reduce_mean(keras.losses.mean_squared_error(targets, model(rows, training=False)))


class EvaluateSelection(Selection):
    def score(self, model, rows, targets):
        return model.evaluate(rows, targets, verbose=0)  # expect: tf-keras-eager-api


class PredictSelection(Selection):
    def score(self, model, rows, targets):
        guess = model.predict_on_batch(rows)  # expect: tf-keras-eager-api
        return tf.reduce_mean(tf.square(targets - guess))


def held_out():
    rows = tf.constant([[1.0, 2.0], [0.5, -1.0], [3.0, 0.0]])
    return rows, tf.reduce_sum(rows, axis=1, keepdims=True)


if __name__ == "__main__":
    models = [linear_model(0.5), linear_model(0.9), linear_model(2.0)]
    by_loss, by_loop, by_guess = LossSelection(models), EvaluateSelection(models), PredictSelection(models)
    data = held_out()
    winner, losses = by_loss.best(*data)
    assert int(winner) == 1
    tf.config.run_functions_eagerly(True)
    assert np.allclose(by_loop.best(*data)[1], losses, rtol=1e-4)
    assert np.allclose(by_guess.best(*data)[1], losses, rtol=1e-4)
    tf.config.run_functions_eagerly(False)
    for selection, culprit in ((by_loop, "model.evaluate(rows"), (by_guess, "model.predict_on_batch(rows)")):
        try:
            selection.best(*data)
        except (TypeError, AttributeError) as error:
            assert culprit in str(error) and "symbolic" in str(error).lower(), error
        else:
            raise AssertionError(culprit)
    print("proved")
