"""Values of positions in a game of chance: the tree is nested tuples with payoffs at the leaves."""
from typing import Dict, Tuple, Union

import tensorflow as tf

Node = Union[tf.Tensor, Tuple, Dict]


def count_leaves(node) -> int:
    if isinstance(node, dict):
        return sum(count_leaves(child) for child in node.values())
    if isinstance(node, tuple):
        return sum(count_leaves(child) for child in node)
    return 1


def value(node: Node) -> tf.Tensor:
    if isinstance(node, dict):
        return choice(node)
    if isinstance(node, tuple):
        return chance(node)
    return tf.reduce_mean(node)


def choice(node: Dict) -> tf.Tensor:
    return tf.reduce_max(tf.stack([value(child) for child in node.values()]))


def chance(node: Tuple) -> tf.Tensor:
    return tf.reduce_mean(tf.stack([value(child) for child in node]))


@tf.function
def root_value(tree: Node, discount: tf.Tensor) -> tf.Tensor:
    leaves = count_leaves(tree)
    return discount * value(tree) / float(leaves)


class Player:
    def __init__(self, discount: float):
        self.discount = tf.constant(discount)

    def best(self, moves):
        values = tf.stack([root_value(tree, self.discount) for tree in moves])
        return int(tf.argmax(values)), values


def opening(scale):
    payoff = tf.constant([1.0, -1.0, 3.0]) * scale
    return {"attack": (payoff, -payoff), "defend": {"wall": payoff + 1.0, "moat": (payoff, payoff + 2.0)}}


if __name__ == "__main__":
    player = Player(0.5)
    moves = [opening(1.0), opening(2.0), opening(0.5)]
    index, values = player.best(moves)
    assert index == 1, values
    for tree, graph in zip(moves, values):
        eager = root_value.python_function(tree, player.discount)
        assert abs(float(graph) - float(eager)) < 1e-6
    assert count_leaves(moves[0]) == 5
    assert root_value.experimental_get_tracing_count() == 1
    print("proved")
