"""Evaluates an endgame by minimax over a tree of positions that Python has grown beforehand."""
from __future__ import annotations

import dataclasses

import tensorflow as tf


@dataclasses.dataclass
class Position:
    features: list[float]
    children: list["Position"] = dataclasses.field(default_factory=list)

    def grow(self, depth):
        if depth > 0:
            for shift in (-0.5, 0.25, 0.75):
                child = Position([value * 0.9 + shift for value in self.features])
                self.children.append(child)
                child.grow(depth - 1)
        return self

    def size(self):
        return 1 + sum(child.size() for child in self.children)


class Evaluator(tf.Module):
    def __init__(self, width):
        super().__init__()
        self.weights = tf.Variable(tf.linspace(-1.0, 1.0, width))

    def leaf(self, position):
        return tf.tanh(tf.tensordot(tf.constant(position.features), self.weights, 1))

    def minimax(self, position, maximise):
        if not position.children:
            return self.leaf(position)
        values = [self.minimax(child, not maximise) for child in position.children]
        return tf.reduce_max(values) if maximise else tf.reduce_min(values)

    def soft(self, position, temperature):
        """A smooth minimax, negated at each level."""
        if position.children:
            values = tf.stack([-self.soft(child, temperature) for child in position.children])
            return tf.reduce_logsumexp(values / temperature) * temperature
        return self.leaf(position)


def compile_for(evaluator, root):
    @tf.function
    def evaluate(temperature):
        return evaluator.minimax(root, True), evaluator.soft(root, temperature)

    return evaluate


@tf.function
def learn(weights, target, value):
    weights.assign_sub(0.1 * (value - target) * tf.sign(weights))
    return tf.reduce_sum(weights)


if __name__ == "__main__":
    root = Position([0.3, -0.2, 0.5]).grow(2)
    assert root.size() == 13
    evaluator = Evaluator(3)
    evaluate = compile_for(evaluator, root)
    for temperature in tf.constant([1.0, 0.5, 0.1]):
        best, soft = evaluate(temperature)
        assert abs(float(best) - float(evaluator.minimax(root, True))) < 1e-5
        assert abs(float(soft) - float(evaluator.soft(root, temperature))) < 1e-4
        learn(evaluator.weights, tf.constant(0.2), best)
    assert evaluate.experimental_get_tracing_count() == 1
    print("proved")
