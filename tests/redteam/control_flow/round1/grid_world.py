"""Value iteration on a grid: a tensor loop around a few known actions, dictionaries and objects in it."""
import dataclasses

import tensorflow as tf

ACTIONS = {"up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1)}


@dataclasses.dataclass
class Limits:
    """What stops the iteration."""

    tolerance: float = 1e-3
    rounds: int = 500


class Tracker:
    """Collects statistics within one call; made and used there."""

    def __init__(self):
        self.largest = tf.constant(0.0)
        self.sweeps = tf.constant(0)

    def note(self, change):
        self.largest = tf.maximum(self.largest, change)
        self.sweeps = self.sweeps + 1


def shifted(values, move):
    return tf.roll(values, shift=[-move[0], -move[1]], axis=[0, 1])


def backup(values, rewards, discount):
    options = [shifted(values, move) for move in ACTIONS.values()]
    return rewards + discount * tf.reduce_max(tf.stack(options), axis=0)


class GridWorld(tf.Module):
    def __init__(self, limits=None):
        super().__init__()
        self.limits = limits or Limits()
        self.solved = tf.Variable(0)

    @tf.function
    def solve(self, rewards, discount):
        values = tf.zeros_like(rewards)
        change = tf.constant(1.0)
        state = {"sweeps": 0, "largest": tf.constant(0.0)}
        for _ in tf.range(self.limits.rounds):
            following = backup(values, rewards, discount)
            change = tf.reduce_max(tf.abs(following - values))
            values = following
            state["sweeps"] += 1
            state["largest"] = tf.maximum(state["largest"], change)
            if change < self.limits.tolerance:
                break
        if change < self.limits.tolerance:
            self.solved.assign_add(1)
        return values, state["sweeps"], state["largest"]

    @tf.function
    def sweep_twice(self, rewards, discount):
        tracker = Tracker()
        values = rewards
        for _ in range(2):
            following = backup(values, rewards, discount)
            tracker.note(tf.reduce_max(tf.abs(following - values)))
            values = following
        return tracker.largest, tracker.sweeps


def rewards():
    board = tf.constant([[0.0, 0.0, 1.0], [0.0, -1.0, 0.0], [0.0, 0.0, 0.0]])
    return board, 0.5 * board


def observed(world):
    rows = []
    for board in rewards():
        for discount in (0.5, 0.9):
            values, sweeps, largest = world.solve(board, tf.constant(discount))
            rows += [float(tf.reduce_sum(values)), float(sweeps), float(largest)]
            rows += [float(v) for v in world.sweep_twice(board, tf.constant(discount))]
    return rows + [float(world.solved)]


if __name__ == "__main__":
    graph = observed(GridWorld())
    tf.config.run_functions_eagerly(True)
    eager = observed(GridWorld())
    tf.config.run_functions_eagerly(False)
    assert all(abs(a - b) < 1e-3 for a, b in zip(graph, eager)), (graph, eager)
    assert graph[-1] == 4.0
    print("proved")
