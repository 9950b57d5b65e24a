"""Plays noughts and crosses against itself; the policy is a graph, the board is an array."""
from __future__ import annotations

import struct

import numpy as np
import tensorflow as tf

LINES = np.array([[0, 1, 2], [3, 4, 5], [6, 7, 8], [0, 3, 6], [1, 4, 7], [2, 5, 8], [0, 4, 8], [2, 4, 6]])
CORNERS = [0, 2, 6, 8]


class Board:
    def __init__(self):
        self.cells = np.zeros(9, dtype=np.int32)

    def put(self, move: tf.Tensor, player: int):
        self.cells[int(move.numpy())] = player

    def winner(self) -> int:
        sums = self.cells[LINES].sum(axis=1)
        return int(np.any(sums == 3)) - int(np.any(sums == -3))

    def pack(self) -> bytes:
        return struct.pack("9b", *self.cells)


@tf.function(input_signature=[tf.TensorSpec([9], tf.int32), tf.TensorSpec([], tf.int32)])
def best_move(cells, player):
    """Prefers lines that are nearly full, then the centre, then corners."""
    bonus = np.zeros(9, dtype=np.float32)
    bonus[CORNERS] = 0.1
    bonus[4] = 0.2
    value = tf.constant(bonus)
    for line in LINES:
        total = tf.abs(tf.reduce_sum(tf.gather(cells, line)))
        mine = tf.reduce_sum(tf.gather(cells, line)) * player
        gain = tf.cast(total, tf.float32) ** 2 + 0.5 * tf.cast(mine, tf.float32)
        value += gain * np.isin(np.arange(9), line).astype(np.float32)
    free = tf.cast(cells == 0, tf.float32)
    return tf.argmax(value * free - 100.0 * (1.0 - free))


def play(choose=best_move) -> Board:
    board, player = Board(), 1
    while not board.winner() and np.any(board.cells == 0):
        move = choose(tf.constant(board.cells), tf.constant(player))
        board.put(move, player)
        player = -player
    return board


def main():
    board = play()
    print(board.cells.reshape(3, 3), "winner", board.winner(), board.pack().hex())


if __name__ == "__main__":
    assert play().pack() == play(best_move.python_function).pack()
    assert best_move.experimental_get_tracing_count() == 1
    main()
    print("proved")
