"""Exploration bonus from the error of a forward model (intrinsic curiosity)."""
from __future__ import annotations

import logging

import tensorflow as tf

log = logging.getLogger("curiosity")


class ForwardModel:
    """Predicts the next state; linear, without bias."""

    def __init__(self, states: int, rate: float = 0.1) -> None:
        self.matrix = tf.Variable(tf.eye(states))
        self.rate = rate

    def error(self, state: tf.Tensor, following: tf.Tensor) -> tf.Tensor:
        return following - tf.linalg.matvec(self.matrix, state)

    def improve(self, state: tf.Tensor, following: tf.Tensor) -> tf.Tensor:
        error = self.error(state, following)
        log.info("prediction error %s", error)  # expect: tf-logging
        self.matrix.assign_add(self.rate * tf.tensordot(error, state, axes=0))
        return error


class Explorer:
    def __init__(self, states: int) -> None:
        self.model = ForwardModel(states)

    def _bonus(self, state: tf.Tensor, following: tf.Tensor) -> tf.Tensor:
        return tf.reduce_sum(tf.square(self.model.improve(state, following)))

    def _scaled_bonus(self, state: tf.Tensor, following: tf.Tensor) -> tf.Tensor:
        def running_scale(value: tf.Tensor) -> tf.Tensor:
            scale = tf.Variable(1.0, trainable=False)  # expect: tf-variable-creation
            return scale.assign(0.9 * scale + 0.1 * value)

        bonus = tf.reduce_sum(tf.square(self.model.error(state, following)))
        return bonus / running_scale(bonus)

    def export(self, states: int):
        """Concrete functions for deployment: (bonus, scaled bonus)."""
        spec = tf.TensorSpec([states], tf.float32)
        bonus = tf.function(self._bonus).get_concrete_function(spec, spec)
        scaled = tf.function(self._scaled_bonus).get_concrete_function(spec, spec)
        return bonus, scaled


if __name__ == "__main__":

    class Counter(logging.Handler):
        seen = 0

        def emit(self, record: logging.LogRecord) -> None:
            self.seen += 1

    handler = Counter()
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    explorer = Explorer(2)
    state, following = tf.constant([1.0, 0.0]), tf.constant([0.0, 1.0])
    eager = [float(explorer._bonus(state, following)) for _ in range(3)]
    assert handler.seen == 3
    explorer.model.matrix.assign(tf.eye(2))
    spec = tf.TensorSpec([2], tf.float32)
    bonus = tf.function(explorer._bonus).get_concrete_function(spec, spec)
    graph = [float(bonus(state, following)) for _ in range(3)]
    assert handler.seen == 4 and all(abs(a - b) < 1e-5 for a, b in zip(eager, graph))
    for _ in range(3):
        assert float(explorer._scaled_bonus(state, following)) > 0.0
    try:
        explorer.export(2)
    except ValueError as error:
        assert "singleton tf.Variables" in str(error) and "scale = tf.Variable(1.0" in str(error)
    else:
        raise AssertionError("the graph was built")
    print("proved")
