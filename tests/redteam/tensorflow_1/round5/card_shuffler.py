"""A solitaire player halfway through its migration: many ops still carry their old names."""
import numpy as np
import tensorflow as tf
from tensorflow.compat import v1
from tensorflow.compat.v1 import assign_add, log, to_float, to_int32

SUITS, RANKS = 4, 5


def pairs(hand):
    """Number of pairs in a hand, counted by NumPy."""
    _, counts = np.unique(hand % RANKS, return_counts=True)
    return np.int64(np.sum(counts // 2))


class Table(tf.Module):
    def __init__(self):
        super().__init__()
        self.wins = tf.Variable(0.0)
        self.played = tf.Variable(0.0)

    @tf.function
    def judge(self, hand):
        count = v1.py_func(pairs, [hand], tf.int64, stateful=False)
        count.set_shape([])
        won = to_float(count > 0)
        assign_add(self.wins, won)
        v1.assign(self.played, self.played + 1.0)
        return to_int32(count)

    @tf.function
    def surprise(self):
        rate = v1.div(self.wins + 1.0, self.played + 2.0)
        return -log(v1.where(rate > 0.5, rate, 1.0 - rate))


def hands(count, size=4):
    deck = np.arange(SUITS * RANKS)
    generator = np.random.default_rng(2)
    return tf.data.Dataset.from_tensor_slices(np.stack([generator.permutation(deck)[:size] for _ in range(count)]))


def play(table, count=6):
    iterator = v1.data.make_one_shot_iterator(hands(count))
    found = []
    while True:
        try:
            found.append(int(table.judge(iterator.get_next())))
        except tf.errors.OutOfRangeError:
            return found


def play_eagerly(table, count=6):
    return [int(Table.judge.python_function(table, hand)) for hand in hands(count)]


if __name__ == "__main__":
    table, reference = Table(), Table()
    found = play(table)
    assert found == play_eagerly(reference) == [int(pairs(hand.numpy())) for hand in hands(6)]
    assert float(table.played) == float(reference.played) == 6.0
    assert float(table.wins) == float(reference.wins) == float(sum(n > 0 for n in found))
    assert abs(float(table.surprise()) - float(Table.surprise.python_function(reference))) < 1e-6
    assert table.judge.experimental_get_tracing_count() == 1
    print("proved")
