"""Discounted returns and greedy walks through a maze, with loops instead of recursion."""
import tensorflow as tf

CELLS = 6


def discount(rewards, gamma):
    """Returns by scanning from the last reward to the first."""

    def step(later, reward):
        return reward + gamma * later

    return tf.scan(step, rewards, initializer=tf.constant(0.0), reverse=True)


class Maze:
    def __init__(self, exits):
        self.exits = tf.constant(exits)
        self.walker = Walker(self)

    @tf.function
    def walk(self, start):
        return self.walker.walk(start)

    def neighbours(self, cell):
        return tf.stack([tf.maximum(cell - 1, 0), tf.minimum(cell + 1, CELLS - 1)])


class Walker:
    def __init__(self, maze):
        self.maze = maze

    def walk(self, cell):
        steps = tf.constant(0)
        while not tf.reduce_any(self.maze.exits == cell):
            options = self.maze.neighbours(cell)
            nearest = tf.reduce_min(tf.abs(options[:, None] - self.maze.exits), axis=1)
            cell = options[tf.argmin(nearest)]
            steps += 1
        return cell, steps


@tf.function(jit_compile=True)
def returns(rewards, gamma):
    def step(later, reward):
        return reward + gamma * later

    backwards = rewards[::-1]
    total = backwards[0]
    values = tf.TensorArray(tf.float32, size=backwards.shape[0]).write(0, total)
    for index in tf.range(1, backwards.shape[0]):
        total = step(total, backwards[index])
        values = values.write(index, total)
    return values.stack()[::-1]


@tf.function
def advantages(rewards, gamma):
    values = discount(rewards, gamma)
    return values - tf.reduce_mean(values)


def factorial_weight(number):
    return 1 if number <= 1 else number * factorial_weight(number - 1)


def main():
    maze = Maze(exits=[0, 4])
    walks = [maze.walk(start) for start in tf.constant([1, 2, 5])]
    rewards, gamma = tf.constant([0.0, 0.0, 1.0, 0.5]), tf.constant(0.9)
    scale = float(factorial_weight(4))
    return [*walks, scale * returns(rewards, gamma), advantages(rewards, gamma)]


if __name__ == "__main__":
    graph = tf.nest.flatten(main())
    tf.config.run_functions_eagerly(True)
    eager = tf.nest.flatten(main())
    tf.config.run_functions_eagerly(False)
    for a, b in zip(graph, eager):
        gap = tf.cast(a, tf.float32) - tf.cast(b, tf.float32)
        assert float(tf.reduce_max(tf.abs(gap))) < 1e-5, (a, b)
    print("proved")
