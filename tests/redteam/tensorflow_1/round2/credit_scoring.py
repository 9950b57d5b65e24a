"""Credit scores; models derive from a base class that still describes its inputs in the old way."""
from __future__ import annotations

import abc

import tensorflow as tf


class BaseModel(abc.ABC):
    """What all models of the bank share."""

    inputs_shape = [None, 4]

    def __init__(self):
        self.weights = tf.Variable(tf.linspace(-0.5, 0.5, self.inputs_shape[-1]))
        self.inputs = self.make_inputs()

    def make_inputs(self):
        return tf.TensorSpec(self.inputs_shape, tf.float32)

    @abc.abstractmethod
    def score(self, rows): ...


class Logistic(BaseModel):
    @tf.function
    def score(self, rows):
        return tf.sigmoid(tf.linalg.matvec(rows, self.weights))


class FedModel(Logistic):
    def make_inputs(self):
        inputs = tf.compat.v1.placeholder(  # expect: tf1-placeholder
            dtype=tf.float32,
            shape=self.inputs_shape,
        )
        return inputs


class Card(Logistic):
    """A score card: rows are first binned."""

    cuts = (0.25, 0.5, 0.75)

    @tf.function
    def score(self, rows):
        binned = tf.add_n([tf.cast(rows > cut, tf.float32) for cut in self.cuts])
        return tf.sigmoid(tf.linalg.matvec(binned / len(self.cuts), self.weights))


def audit(model, rows):
    scores = model.score(rows)
    return {"mean": float(tf.reduce_mean(scores)), "high": int(tf.reduce_sum(tf.cast(scores > 0.5, tf.int32)))}


def applicants():
    return tf.random.stateless_uniform([5, 4], [6, 2])


if __name__ == "__main__":
    for kind in (Logistic, Card):
        model = kind()
        graph = audit(model, applicants())
        tf.config.run_functions_eagerly(True)
        eager = audit(model, applicants())
        tf.config.run_functions_eagerly(False)
        assert abs(graph["mean"] - eager["mean"]) < 1e-6 and graph["high"] == eager["high"]
        assert model.inputs.shape.as_list() == [None, 4]
    try:
        FedModel()
    except RuntimeError as error:
        assert "not compatible with eager execution" in str(error), error
    else:
        raise AssertionError("an input waited to be fed")
    print("proved")
