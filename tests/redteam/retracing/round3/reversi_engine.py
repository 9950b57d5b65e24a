"""A one-ply Reversi player that stops looking at the first move that is good enough."""
from collections import namedtuple

import numpy as np
import tensorflow as tf

SIZE = 6
Judged = namedtuple("Judged", "move worth")


def opening():
    board = np.zeros((SIZE, SIZE), np.float32)
    middle = SIZE // 2
    board[middle - 1, middle - 1] = board[middle, middle] = 1.0
    board[middle - 1, middle] = board[middle, middle - 1] = -1.0
    return board


def free_squares(board):
    """Yields the free squares beside a stone, row by row."""
    for row in range(SIZE):
        for column in range(SIZE):
            around = board[max(row - 1, 0):row + 2, max(column - 1, 0):column + 2]
            if board[row, column] == 0.0 and np.any(around):
                yield row, column


def square_worth(board, square):
    row, column = square
    edge = 1.0 if row in (0, SIZE - 1) or column in (0, SIZE - 1) else 0.0
    mobility = tf.reduce_sum(tf.abs(board[row, :])) + tf.reduce_sum(tf.abs(board[:, column]))
    return edge + mobility - tf.reduce_sum(board)


class Player:
    """Holds how it judges a square; the judge may be a compiled function."""

    def __init__(self, judge, content=100.0):
        self.judge = judge
        self.content = content

    def choose(self, board):
        best = Judged(None, float("-inf"))
        position = tf.constant(board)
        for square in free_squares(board):
            worth = float(self.judge(position, square))  # expect: tf-python-container-arg
            if worth > best.worth:
                best = Judged(square, worth)
            if worth >= self.content:
                break
        return best


compiled_worth = tf.function(square_worth)


def play(turns):
    board, player = opening(), Player(compiled_worth)
    for turn in range(turns):
        move, _ = player.choose(board)
        board[move] = 1.0 if turn % 2 else -1.0
    return board


if __name__ == "__main__":
    board = play(1)
    first = compiled_worth.experimental_get_tracing_count()
    assert first == len(list(free_squares(opening()))) == 12
    board = play(3)
    assert compiled_worth.experimental_get_tracing_count() > first
    assert int(np.abs(board).sum()) == 7

    @tf.function
    def looked_up(position, square):
        return tf.gather_nd(position, square)

    for square in free_squares(board):
        looked_up(tf.constant(board), tf.constant(square))
    assert looked_up.experimental_get_tracing_count() == 1
    print("proved")
