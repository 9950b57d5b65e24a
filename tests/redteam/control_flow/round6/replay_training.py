"""Trains a value table from replayed games; checks stay outside of the graph."""
import numpy as np
import tensorflow as tf


class ValueTable(tf.Module):
    def __init__(self, states, discount=0.9):
        super().__init__()
        self.values = tf.Variable(tf.zeros([states]))
        self.discount = discount

    @tf.function
    def learn(self, state, reward, following, done):
        target = reward
        if not done:
            target += self.discount * self.values[following]
        error = target - self.values[state]
        self.values.scatter_nd_add([[state]], [0.5 * error])
        return error


def step(game, state):
    following = min(state + game, 5)
    return (1.0 if following == 5 else 0.0), following, following == 5


def play(table, rng, episodes=20):
    """Ordinary Python: tensors are eager here."""
    errors = []
    for _ in range(episodes):
        state, done = 0, False
        while not done:
            reward, following, done = step(int(rng.integers(1, 3)), state)
            error = table.learn(tf.constant(state), tf.constant(reward), tf.constant(following), tf.constant(done))
            if tf.math.is_nan(error):
                raise FloatingPointError("learning diverged")
            errors.append(abs(error))
            state = following
        recent = tf.stack(errors[-5:])
        assert tf.reduce_max(recent) < 10.0
        if tf.reduce_mean(recent) < 1e-6:
            break
    return errors


def evaluate(table):
    best, *others = tf.sort(table.values, direction="DESCENDING")
    try:
        tf.debugging.assert_less(best, 2.0)
    except tf.errors.InvalidArgumentError:
        return None
    return float(best), [value for value in others if value > 0.0]


def describe(values):
    """Runs as Python inside of a py_function."""
    found = []
    for value in values:
        if value > 0.5:
            found.append(value)
    assert len(found) <= len(values)
    return np.float32(len(found))


@tf.function
def good_states(values):
    return tf.py_function(describe, [values], tf.float32)


def main():
    table = ValueTable(6)
    errors = play(table, np.random.default_rng(0))
    return table, errors, evaluate(table), good_states(table.values)


if __name__ == "__main__":
    graph, losses, (top, rest), good = main()
    tf.config.run_functions_eagerly(True)
    eager, same, (highest, others), count = main()
    tf.config.run_functions_eagerly(False)
    np.testing.assert_allclose(graph.values, eager.values, rtol=1e-5)
    assert len(losses) == len(same) and len(rest) == len(others) and float(good) == float(count)
    assert 0.5 < top < 1.01 and top == highest
    print("proved")
