"""A taxi dispatcher that explores less and less."""
import numpy as np
import tensorflow as tf


class Exploring:
    """Common part of all agents that explore with a decaying probability."""

    def __init__(self, start=1.0, floor=0.05, rate=0.5):
        self.epsilon = start
        self.floor = floor
        self.rate = rate

    def end_episode(self):
        self.epsilon = max(self.floor, self.epsilon * self.rate)


class TaxiAgent(Exploring):
    def __init__(self, zones, **exploration):
        super().__init__(**exploration)
        self.values = tf.Variable(tf.eye(zones))

    def _explores(self, draws):
        return draws < self.epsilon  # expect: tf-attribute-read

    @tf.function
    def act(self, zones, draws, fallback):
        greedy = tf.argmax(tf.gather(self.values, zones), axis=1, output_type=tf.int32)
        return tf.where(self._explores(draws), fallback, greedy)


def run_shift(agent, episodes):
    """Share of the exploring moves in each episode."""
    zones = tf.range(4)
    draws = tf.constant([0.1, 0.3, 0.6, 0.9])
    fallback = tf.fill([4], 9)
    shares = []
    for _ in range(episodes):
        moves = agent.act(zones, draws, fallback)
        shares.append(float(np.mean(moves.numpy() == 9)))
        agent.end_episode()
    return shares


def main():
    return run_shift(TaxiAgent(4, rate=0.5), episodes=4)


if __name__ == "__main__":
    graph = main()
    tf.config.run_functions_eagerly(True)
    eager = main()
    assert graph == [1.0, 1.0, 1.0, 1.0], graph
    assert eager == [1.0, 0.5, 0.25, 0.25], eager
    print("proved")
