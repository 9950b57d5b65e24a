"""Active labelling: a person answers which of two items is better."""

from __future__ import annotations

import builtins
import sys

import numpy as np
import tensorflow as tf


def ask(question: str) -> float:
    """1 if the first is better, else 0."""
    answer = input(question)  # expect: tf-debugger
    return 1.0 if answer.strip().lower().startswith("y") else 0.0


def tell(text: str, stream=None) -> None:
    (stream or sys.stdout).write(text + "\n")


class Preferences(tf.Module):
    """Bradley-Terry strengths of a few items."""

    def __init__(self, items: int):
        super().__init__()
        self.strength = tf.Variable(tf.zeros([items]))

    def probability(self, first, second):
        return tf.sigmoid(tf.gather(self.strength, first) - tf.gather(self.strength, second))


class Session:
    """One sitting of a labeller."""

    def __init__(self, model: Preferences, compiled: bool = True):
        self.model = model
        self.answers = {"oracle": ask}
        self.update = self._update
        if compiled:
            self.update = tf.function(self._update)

    def _update(self, first, second):
        label = self.answers["oracle"]("is the first one better? ")
        with tf.GradientTape() as tape:
            p = self.model.probability(first, second)
            loss = -(label * tf.math.log(p) + (1.0 - label) * tf.math.log(1.0 - p))
        grad = tf.convert_to_tensor(tape.gradient(loss, self.model.strength))
        self.model.strength.assign_sub(grad)
        return tf.constant(label)

    def run(self, pairs):
        labels = [float(self.update(tf.constant(a), tf.constant(b))) for a, b in pairs]
        tell(f"{len(labels)} answers", sys.stderr if not labels else None)
        return labels


def answer_with(replies):
    """Replaces the keyboard; returns how often it was asked."""
    asked = []

    def reply(question=""):
        asked.append(question)
        return replies[len(asked) - 1]

    builtins.input = reply
    return asked


if __name__ == "__main__":
    pairs, replies = [(0, 1), (1, 2), (2, 0)], ["yes", "no", "yes"]
    asked = answer_with(replies)
    eager_model = Preferences(3)
    assert Session(eager_model, compiled=False).run(pairs) == [1.0, 0.0, 1.0] and len(asked) == 3
    asked = answer_with(replies)
    graph_model = Preferences(3)
    session = Session(graph_model)
    assert session.run(pairs) == [1.0, 1.0, 1.0] and len(asked) == 1
    assert not np.allclose(eager_model.strength, graph_model.strength)
    print("proved")
