"""An explorer of mazes by value iteration; an experiment object sets up the runtime."""
import numpy as np
import tensorflow as tf

WALLS = np.array([[0, 0, 1], [1, 0, 1], [1, 0, 0]], np.float32)


class Experiment:
    """Options of a run; `start` applies them."""

    def __init__(self, seed=0, memory=None):
        self.seed = seed
        self.memory = memory
        self.started = False

    def start(self):
        tf.random.set_seed(self.seed)
        tf.compat.v1.disable_eager_execution()  # expect: tf1-compat-switch
        self.started = True
        return self

    def start_modern(self):
        tf.random.set_seed(self.seed)
        self.started = True
        return self


@tf.function
def backup(values, goal):
    padded = tf.pad(values, [[1, 1], [1, 1]], constant_values=-1e3)
    moves = tf.stack([padded[:-2, 1:-1], padded[2:, 1:-1], padded[1:-1, :-2], padded[1:-1, 2:]])
    best = tf.reduce_max(moves, axis=0) - 1.0
    fresh = tf.where(goal > 0.0, 0.0, tf.maximum(best, values))
    return tf.where(tf.constant(WALLS) > 0.0, -1e3, fresh)


def explore(sweeps=6):
    goal = tf.constant([[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 1.0]])
    values = tf.fill([3, 3], -100.0)
    for _ in range(sweeps):
        values = backup(values, goal)
    return values


def steps_to_goal(values):
    return -values[0, 0]


if __name__ == "__main__":
    assert Experiment().start_modern().started
    found = explore()
    tf.config.run_functions_eagerly(True)
    eager = explore()
    tf.config.run_functions_eagerly(False)
    assert bool(tf.reduce_all(found == eager)) and float(steps_to_goal(found)) == 4.0
    Experiment().start()
    try:
        float(steps_to_goal(explore(1)))
    except TypeError as error:
        assert "SymbolicTensor" in str(error), error
    else:
        raise AssertionError("the way out was known")
    print("proved")
