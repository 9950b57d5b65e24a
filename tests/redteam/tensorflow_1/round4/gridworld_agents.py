"""Agents for a grid world that share the sampling of actions and differ in its temperature."""
import abc

import tensorflow as tf
from tensorflow.compat import v1 as legacy

MOVES = ("up", "down", "left", "right")


class Agent(tf.Module, metaclass=abc.ABCMeta):
    def __init__(self, cells=9, name=None):
        super().__init__(name=name)
        self.preferences = tf.Variable(tf.random.stateless_normal([cells, len(MOVES)], [3, 1]))

    @abc.abstractmethod
    def temperature(self):
        """How flat the distribution of the moves is."""

    @tf.function
    def move_probabilities(self, cells):
        logits = tf.gather(self.preferences, cells) / self.temperature()
        return tf.nn.softmax(logits)

    def walk(self, start, steps=3):
        cell = tf.constant([start])
        path = []
        for _ in range(steps):
            move = int(tf.argmax(self.move_probabilities(cell)[0]))
            path.append(MOVES[move])
            cell = (cell + move) % 9
        return path


class Greedy(Agent):
    def temperature(self):
        return tf.constant(0.05)


class Defaulted(Agent):
    def temperature(self):
        return legacy.placeholder_with_default(0.05, shape=(), name="temperature")


class Annealed(Agent):
    """Its temperature is lowered by whoever runs it."""

    def temperature(self):
        fed = legacy.placeholder(dtype=tf.float32, shape=(), name="temperature")  # expect: tf1-placeholder
        return tf.maximum(fed, 0.05)


def compare():
    paths = {}
    for kind in (Greedy, Defaulted, Annealed):
        agent = kind()
        paths[kind.__name__] = agent.walk(4)
    return paths


if __name__ == "__main__":
    greedy, defaulted = Greedy(), Defaulted()
    assert greedy.walk(4) == defaulted.walk(4)
    cells = tf.constant([0, 5])
    eager = Agent.move_probabilities.python_function(greedy, cells)
    assert bool(tf.reduce_all(tf.abs(greedy.move_probabilities(cells) - eager) < 1e-6))
    try:
        compare()
    except tf.errors.InvalidArgumentError as error:
        assert "You must feed a value for placeholder tensor 'temperature'" in str(error), error
    else:
        raise AssertionError("nobody fed the temperature")
    try:
        Annealed().temperature()
    except RuntimeError as error:
        assert "not compatible with eager execution" in str(error), error
    else:
        raise AssertionError
    print("proved")
