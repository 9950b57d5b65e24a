"""Learns how long players think: a Keras model inside a search that is compiled to one graph."""
from unittest import mock

import keras
import numpy as np
import tensorflow as tf


def network():
    keras.utils.set_random_seed(5)
    layers = [keras.Input((3,)), keras.layers.Dense(8, activation="tanh"), keras.layers.Dense(1)]
    model = keras.Sequential(layers)
    model.compile(keras.optimizers.SGD(0.05), loss="mse", run_eagerly=True)  # expect: tf-run-eagerly-left
    return model


class Evaluator:
    """Wraps a model; the search knows nothing of Keras."""

    def __init__(self, model):
        self.model = model

    def values(self, positions):
        return self.model.predict(positions, verbose=0)  # expect: tf-keras-eager-api

    def refresh(self, positions, times):
        """After a game, eagerly."""
        self.model.fit(positions, times, epochs=2, shuffle=False, verbose=0)
        return self.model.evaluate(positions, times, verbose=0)


class StagedEvaluator(Evaluator):
    def values(self, positions):
        return self.model(positions, training=False)


class Search(tf.Module):
    def __init__(self, evaluator, width=3):
        super().__init__()
        self.evaluate = evaluator
        self.offsets = tf.reshape(tf.range(float(width)), [width, 1])

    def children(self, position):
        return position + self.offsets * 0.1

    @tf.function
    def best(self, position):
        """The move that leaves the most time."""
        values = self.evaluate.values(self.children(position))
        return tf.argmax(values[:, 0]), tf.reduce_max(values)


class SelfPlay:
    """Plays and learns in one traced function."""

    def __init__(self, model):
        self.model = model

    @tf.function
    def game(self, start, times):
        states = tf.stack([start, start * 0.5])
        loss = self.learn(states, times)
        return loss + tf.reduce_sum(self.model(states))

    def learn(self, states, times):
        history = self.model.fit(states, times, epochs=1, verbose=0)  # expect: tf-keras-eager-api
        return tf.constant(history.history["loss"][-1])


class StagedSelfPlay(SelfPlay):
    def learn(self, states, times):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean(tf.square(self.model(states, training=True) - times))
        gradients = tape.gradient(loss, self.model.trainable_weights)
        self.model.optimizer.apply_gradients(zip(gradients, self.model.trainable_weights))
        return loss


def bodies(model, epochs=5):
    """How often Keras runs the model's Python code in some epochs of one step each."""
    model.call = mock.Mock(wraps=model.call)
    model.fit(np.zeros((2, 3), np.float32), np.zeros((2, 1), np.float32), epochs=epochs, verbose=0)
    return model.call.call_count


def failure(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        return type(error).__name__ + str(error)
    raise AssertionError("searched")


if __name__ == "__main__":
    evaluator, staged = Evaluator(network()), StagedEvaluator(network())
    eager, graph = Search(evaluator), Search(staged)
    for values in ([0.1, 0.2, 0.3], [1.0, -1.0, 0.0]):
        position = tf.constant([values])
        tf.config.run_functions_eagerly(True)
        expected = [float(v) for v in eager.best(position)]
        tf.config.run_functions_eagerly(False)
        np.testing.assert_allclose([float(v) for v in graph.best(position)], expected, rtol=1e-5)
        times = np.float32([[0.5], [0.2], [0.9]])
        losses = [e.refresh(eager.children(position).numpy(), times) for e in (evaluator, staged)]
        np.testing.assert_allclose(*losses, rtol=1e-4)
    text = failure(eager.best, position)
    assert "self.model.predict(positions, verbose=0)" in text and "numpy" in text, text

    start, times = tf.constant([0.3, 0.1, 0.2]), tf.constant([[1.0], [0.0]])
    player, staged_player = SelfPlay(network()), StagedSelfPlay(network())
    expected = float(player.game.python_function(start, times))
    np.testing.assert_allclose(float(staged_player.game(start, times)), expected, rtol=1e-4)
    text = failure(player.game, start, times)
    assert "self.model.fit(states, times, epochs=1, verbose=0)" in text, text
    slow, fast = network(), network()
    fast.compile(keras.optimizers.SGD(0.05), loss="mse")
    assert bodies(slow) >= 5 > 3 >= bodies(fast)
    print("proved")
