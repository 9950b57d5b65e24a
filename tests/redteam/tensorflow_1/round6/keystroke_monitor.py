"""Watches the rhythm of keystrokes with a recurrent network that is reset between users."""
import argparse

import keras
import tensorflow as tf

UNITS = 3


class Rhythm(tf.Module):
    """A running mean of pauses, with names like those of the old interface."""

    def __init__(self):
        super().__init__()
        self.mean = tf.Variable(0.0)
        self.count = tf.Variable(0.0)

    @tf.function
    def update(self, pauses):
        self.count.assign_add(1.0)
        self.mean.assign_add((tf.reduce_mean(pauses) - self.mean) / self.count)
        return self.mean.read_value()

    def reset_states(self):
        self.mean.assign(0.0)
        self.count.assign(0.0)


def options(arguments):
    parser = argparse.ArgumentParser()
    parser.add_argument("--contrib", type=float, default=0.5, help="weight of the network")
    parser.add_argument("--flags", type=int, default=2)
    return parser.parse_args(arguments)


class Monitor:
    def __init__(self, tf_options, strategy):
        keras.utils.set_random_seed(2)
        self.options = tf_options
        self.strategy = strategy
        self.rhythm = Rhythm()
        self.lstm = keras.layers.LSTM(UNITS, stateful=True)
        self.lstm.build((1, 4, 1))

    def _surprise(self, pauses):
        state = self.lstm(pauses[None, :, None])
        return self.options.contrib * tf.reduce_sum(tf.abs(state))

    @tf.function
    def surprise(self, pauses):
        return self.strategy.run(self._surprise, args=(pauses,))

    def user(self, pieces):
        self.rhythm.reset_states()
        self.lstm.reset_states()
        return [(float(self.rhythm.update(piece)), float(self.surprise(piece))) for piece in pieces]


def pieces(seed):
    return [tf.random.stateless_uniform([4], [seed, part]) for part in range(3)]


def main(arguments=()):
    monitor = Monitor(options(list(arguments)), tf.distribute.get_strategy())
    return [monitor.user(pieces(seed)) for seed in (1, 2, 1)]


if __name__ == "__main__":
    first, second, again = main(["--contrib", "0.25"])
    assert first == again and first != second
    monitor = Monitor(options(["--contrib", "0.25"]), tf.distribute.get_strategy())
    for (mean, surprise), piece in zip(first, pieces(1)):
        assert abs(float(Rhythm.update.python_function(monitor.rhythm, piece)) - mean) < 1e-6
        assert abs(float(monitor._surprise(piece)) - surprise) < 1e-5
    print("proved")
