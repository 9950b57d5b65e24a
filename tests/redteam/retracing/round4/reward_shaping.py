"""Shapes the rewards of logged drone flights before they go into a replay buffer."""
import numpy as np
import tensorflow as tf


@tf.function
def filled(like, value):
    """A float column with the value in every row."""
    return tf.fill(tf.shape(like), tf.cast(value, tf.float32))


@tf.function
def shaped(rewards, heights, scale):
    """Reward for staying high, scaled."""
    bonus = heights[1:] - heights[:-1]
    return rewards[1:] + scale * bonus


@tf.function
def discounted(rewards, gamma):
    total = tf.scan(lambda later, reward: reward + gamma * later, rewards, tf.zeros([]), reverse=True)
    return total - tf.reduce_mean(total)


class Shaper:
    """Two presets: cautious pilots are rewarded more for height."""

    def __init__(self, cautious):
        self.cautious = cautious

    def bonus(self, rewards, heights):
        if self.cautious:
            return shaped(rewards, heights, 1.0)
        return shaped(rewards, heights, 0.5)

    def alive(self, rewards):
        if self.cautious:
            return filled(rewards, 1)
        return filled(rewards, 1.0)

    def __call__(self, rewards, heights):
        total = self.bonus(rewards, heights) + self.alive(rewards)[1:]
        return discounted(total, tf.constant(1.0 if self.cautious else 0.99))


def flights(count):
    rng = np.random.default_rng(12)
    for _ in range(count):
        yield rng.random(10).astype(np.float32), rng.normal(size=10).cumsum().astype(np.float32)


def replay(count=4):
    shapers = [Shaper(cautious=True), Shaper(cautious=False)]
    buffer = []
    for rewards, heights in flights(count):
        for shaper in shapers:
            buffer.append(shaper(tf.constant(rewards), tf.constant(heights)).numpy())
    return np.stack(buffer)


if __name__ == "__main__":
    graph = replay()
    assert filled.experimental_get_tracing_count() == 1
    assert shaped.experimental_get_tracing_count() == 2
    assert discounted.experimental_get_tracing_count() == 1
    tf.config.run_functions_eagerly(True)
    np.testing.assert_allclose(replay(), graph, rtol=1e-5, atol=1e-5)
    assert graph.dtype == np.float32
    print("proved")
